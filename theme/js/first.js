(function(d){try{["size","theme"].forEach(function(k){var v=localStorage.getItem("sun-"+k);if(v)d.setAttribute("data-"+k,v)})}catch(e){}})(document.documentElement);
