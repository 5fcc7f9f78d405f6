"""What the law asks for, as dated data, and the little code that holds numbers against it."""
