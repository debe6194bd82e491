"""Between threads and Qt: the only custom signals of the program live here."""
