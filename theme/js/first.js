(function(d){try{["size","theme"].forEach(function(k){var v=localStorage.getItem("sun-"+k);if(v)d.setAttribute("data-"+k,v)})}catch(e){}
/* What only scripts can do has its room from the first picture on, unless one of them does not come. */
d.setAttribute("data-scripts","");addEventListener("error",function(e){if(e.target.defer)d.removeAttribute("data-scripts")},true)})(document.documentElement);
