"""Hand-written tables of the demo shop's products; their form: `resources.demo.tables_reader`."""
