"""The selling floor: sale, search, payment, change and receipt over one command line."""
