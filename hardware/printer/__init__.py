"""The receipt printer: own ESC/POS bytes, own transports, honest states."""
