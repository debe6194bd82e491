"""The basket: a model of row objects, one delegate that paints a whole row, and the view."""
