"""One widget that draws any panel: head, blocks, foot (see ``app.presenters.panels``)."""
