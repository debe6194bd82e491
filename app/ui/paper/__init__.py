"""Paper on screen: receipts and the virtual printer's roll, drawn on the print grid."""
