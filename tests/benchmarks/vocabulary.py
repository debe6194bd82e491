"""Words of the generated catalogue: Spanish shop nouns, adjectives, syllables of invented makers."""

from __future__ import annotations

from typing import Final

_NOUNS: Final = """
Aceite Aceituna Agua Aguacate Ají Ajo Alcohol Algodón Almendra Ambientador Arroz Atún Avena Azúcar
Banano Bebida Biberón Bolígrafo Bolsa Bombillo Cacao Café Canasta Canela Caña Cebolla Cepillo Cereal
Cerveza Champú Chocolate Chorizo Cloro Coco Crema Cuaderno Desinfectante Desodorante Detergente
Empanada Encendedor Escoba Espagueti Esponja Fósforo Frijol Galleta Garbanzo Gelatina Guanábana
Harina Helado Huevo Insecticida Jabón Jamón Jarabe Jugo Kétchup Lápiz Leche Lenteja Limón Maíz Malta
Mango Maní Mantequilla Manzana Maracuyá Margarina Mayonesa Mermelada Miel Mostaza Naranja Néctar
Ñame Ñampí Orégano Pan Pañal Paño Papa Papel Pasta Pescado Pila Pimienta Piña Plátano Pollo Queso
Refresco Sal Salchicha Salsa Sardina Servilleta Sopa Suavizante Té Tomate Tortilla Toalla Trapeador
Vainilla Vela Vinagre Vino Yogur Yuca
"""
_ADJECTIVES: Final = """
agrio ahumado artesanal amargo amarillo andino antibacterial añejo azul bajo blanco brillante
campesino casero caribeño clásico concentrado cremoso criollo crocante crujiente deshidratado
dietético doble dulce económico entero especial espumoso extra familiar fino firme fresco frutal
gigante grande hondureño integral isleño jumbo ligero limeño líquido madrileño mediano mini molido
montañés natural negro orgánico panameño pequeño perfumado picante premium puro rápido refinado
regular relleno rojo sabanero salado santeño seco suave súper surtido tableño tostado tropical verde
veragüense
"""
_SYLLABLES: Final = """
al an ar be bri ca cel cor da del do el fa fi flo ga gra ja la lin lo lu mar mel mi mo na nel no pa
per pi pra qui ra re ri ro sa sel so ta tel ti tor tra va vel vi vo za zel
"""

NOUNS: Final = tuple(_NOUNS.split())
ADJECTIVES: Final = tuple(_ADJECTIVES.split())
SYLLABLES: Final = tuple(_SYLLABLES.split())
UNITS: Final = ("g", "kg", "ml", "L", "lb", "oz", "u", "m", "pulg")
