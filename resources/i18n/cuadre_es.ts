<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_PA" sourcelanguage="en">
<context>
    <name>Act</name>
    <message>
        <source>Sending and review</source>
        <translation>Envíos y revisión</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Tema: claro</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Tema: oscuro</translation>
    </message>
    <message>
        <source>Theme: high contrast</source>
        <translation>Tema: alto contraste</translation>
    </message>
    <message>
        <source>Español / English</source>
        <translation>Español / English</translation>
    </message>
    <message>
        <source>Back to the sale</source>
        <translation>Volver a la venta</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Acciones</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Repetir</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Cobrar</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exacto</translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Último recibo</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>Reimprimir</translation>
    </message>
    <message>
        <source>See receipt</source>
        <translation>Ver recibo</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>Revisiones</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Enviar ahora</translation>
    </message>
    <message>
        <source>It printed</source>
        <translation>Sí salió</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Descuento</translation>
    </message>
    <message>
        <source>Change price</source>
        <translation>Cambiar precio</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Why this price?</source>
        <translation>¿Por qué este precio?</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation>Ventas en espera</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Void sale</source>
        <translation>Anular venta</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Recibos</translation>
    </message>
    <message>
        <source>Scale labels</source>
        <translation>Etiquetas de balanza</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Práctica</translation>
    </message>
    <message>
        <source>Leave practice</source>
        <translation>Salir de práctica</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Yappy</source>
        <translation>Yappy</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferencia</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otro</translation>
    </message>
    <message>
        <source>Price check</source>
        <translation>Consultar precio</translation>
    </message>
    <message>
        <source>Park the sale</source>
        <translation>Poner en espera</translation>
    </message>
    <message>
        <source>Return or exchange</source>
        <translation>Devolver o cambiar</translation>
    </message>
    <message>
        <source>Other way to pay</source>
        <translation>Otra forma de pago</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Save receipt as PDF</source>
        <translation>Guardar recibo en PDF</translation>
    </message>
    <message>
        <source>Receipt as mail</source>
        <translation>Recibo por correo</translation>
    </message>
    <message>
        <source>Payments to confirm</source>
        <translation>Pagos por confirmar</translation>
    </message>
    <message>
        <source>Correct change</source>
        <translation>Corregir vuelto</translation>
    </message>
    <message>
        <source>Data from the centre</source>
        <translation>Datos de la central</translation>
    </message>
</context>
<context>
    <name>Authorise</name>
    <message>
        <source>discount</source>
        <translation>descuento</translation>
    </message>
    <message>
        <source>price</source>
        <translation>precio</translation>
    </message>
    <message>
        <source>goods without a price</source>
        <translation>producto sin precio</translation>
    </message>
    <message>
        <source>give the sale up</source>
        <translation>anular la venta abierta</translation>
    </message>
    <message>
        <source>void</source>
        <translation>anular</translation>
    </message>
    <message>
        <source>return</source>
        <translation>devolución</translation>
    </message>
    <message>
        <source>refund in cash</source>
        <translation>reembolso en efectivo</translation>
    </message>
    <message>
        <source>unconfirmed payment</source>
        <translation>pago por confirmar</translation>
    </message>
    <message>
        <source>sale on credit</source>
        <translation>venta a crédito</translation>
    </message>
    <message>
        <source>cash in or out</source>
        <translation>entrada o salida de efectivo</translation>
    </message>
    <message>
        <source>no-sale</source>
        <translation>abrir gaveta sin venta</translation>
    </message>
    <message>
        <source>practice</source>
        <translation>práctica</translation>
    </message>
    <message>
        <source>reports</source>
        <translation>reportes</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>ajustes</translation>
    </message>
    <message>
        <source>Authorise</source>
        <translation>Autorizar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>With a PIN here</source>
        <translation>Con PIN aquí</translation>
    </message>
    <message>
        <source>Remote code</source>
        <translation>Código remoto</translation>
    </message>
    <message>
        <source>Reason: {reason} · asked by {name}</source>
        <translation>Motivo: {reason} · pide {name}</translation>
    </message>
    <message>
        <source>Who authorises?</source>
        <translation>¿Quién autoriza?</translation>
    </message>
    <message>
        <source>Read this to whoever may allow it</source>
        <translation>Lea esto a quien puede autorizarlo</translation>
    </message>
    <message>
        <source>or scan the badge</source>
        <translation>o escanee su carné</translation>
    </message>
    <message>
        <source>They answer with eight digits</source>
        <translation>Le responderá con ocho cifras</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
</context>
<context>
    <name>Basket</name>
    <message>
        <source>Basket</source>
        <translation>Venta</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Producto</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Cant.</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Imp.</translation>
    </message>
    <message>
        <source>Scan the first product</source>
        <translation>Escanee el primer producto</translation>
    </message>
    <message>
        <source>or type part of its name</source>
        <translation>o escriba parte de su nombre</translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message>
        <source>CHANGE</source>
        <translation>VUELTO</translation>
    </message>
    <message>
        <source>paid without cash</source>
        <translation>pagado sin efectivo</translation>
    </message>
    <message>
        <source>of B/. {received} in cash</source>
        <translation>de B/. {received} en efectivo</translation>
    </message>
    <message>
        <source>Points +{points}</source>
        <translation>Puntos +{points}</translation>
    </message>
    <message>
        <source>Points +{points} · now {balance}</source>
        <translation>Puntos +{points} · ahora {balance}</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Sale {number} saved</source>
        <translation>Venta {number} guardada</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Type the amount received</source>
        <translation>Escriba el monto recibido</translation>
    </message>
    <message>
        <source>Scan for the next sale</source>
        <translation>Escanee para la próxima venta</translation>
    </message>
    <message>
        <source>Scan, search or 12*code</source>
        <translation>Escanee, busque o 12*código</translation>
    </message>
    <message>
        <source>Scan, search or type 12*code</source>
        <translation>Escanee, busque o escriba 12*código</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n to send</source>
        <translation>
            <numerusform>%n por enviar</numerusform>
            <numerusform>%n por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n renglón</numerusform>
            <numerusform>%n renglones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n resultado</numerusform>
            <numerusform>%n resultados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar result(s)</source>
        <translation>
            <numerusform>%n parecido</numerusform>
            <numerusform>%n parecidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Prices %n day(s) old</source>
        <translation>
            <numerusform>Precios de hace %n día</numerusform>
            <numerusform>Precios de hace %n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stock %n day(s) old</source>
        <translation>
            <numerusform>existencias de hace %n día</numerusform>
            <numerusform>existencias de hace %n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n try(ies) left</source>
        <translation>
            <numerusform>queda %n intento</numerusform>
            <numerusform>quedan %n intentos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Customer</name>
    <message>
        <source>{lines} before</source>
        <translation>{lines} antes</translation>
    </message>
    <message>
        <source>You saved</source>
        <translation>Ahorró</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recibido</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Falta</translation>
    </message>
    <message>
        <source>Valid for {time}</source>
        <translation>Vale por {time}</translation>
    </message>
    <message>
        <source>CHANGE</source>
        <translation>VUELTO</translation>
    </message>
    <message>
        <source>Total B/. {total} · received B/. {received}</source>
        <translation>Total B/. {total} · recibido B/. {received}</translation>
    </message>
    <message>
        <source>Thank you for your purchase</source>
        <translation>Gracias por su compra</translation>
    </message>
    <message>
        <source>Customer display</source>
        <translation>Pantalla del cliente</translation>
    </message>
    <message>
        <source>REFUND</source>
        <translation>REEMBOLSO</translation>
    </message>
    <message>
        <source>TOTAL</source>
        <translation>TOTAL</translation>
    </message>
    <message>
        <source>Total B/. {total} · paid without cash</source>
        <translation>Total B/. {total} · pagado sin efectivo</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>Badge: {name}</source>
        <translation>Carné: {name}</translation>
    </message>
    <message>
        <source>A misread code</source>
        <translation>Un código mal leído</translation>
    </message>
    <message>
        <source>Virtual devices</source>
        <translation>Equipos virtuales</translation>
    </message>
    <message>
        <source>Put paper in</source>
        <translation>Poner papel</translation>
    </message>
    <message>
        <source>Take paper out</source>
        <translation>Quitar papel</translation>
    </message>
    <message>
        <source>Close cover</source>
        <translation>Cerrar tapa</translation>
    </message>
    <message>
        <source>Open cover</source>
        <translation>Abrir tapa</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Encender</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Close drawer</source>
        <translation>Cerrar gaveta</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>Impresora de recibos</translation>
    </message>
    <message>
        <source>Nothing printed yet</source>
        <translation>Aún no se imprime nada</translation>
    </message>
    <message>
        <source>Pass over the scanner</source>
        <translation>Pasar por el escáner</translation>
    </message>
</context>
<context>
    <name>Key</name>
    <message>
        <source>Shift+F9</source>
        <translation>Mayús+F9</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Shift+F7</source>
        <translation>Mayús+F7</translation>
    </message>
    <message>
        <source>Ctrl+Del</source>
        <translation>Ctrl+Supr</translation>
    </message>
    <message>
        <source>Shift+F11</source>
        <translation>Mayús+F11</translation>
    </message>
    <message>
        <source>Shift+F8</source>
        <translation>Mayús+F8</translation>
    </message>
    <message>
        <source>Shift+F4</source>
        <translation>Mayús+F4</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Capital letters</source>
        <translation>Mayúsculas</translation>
    </message>
    <message>
        <source>Accent</source>
        <translation>Acento</translation>
    </message>
    <message>
        <source>Hide the keyboard</source>
        <translation>Ocultar el teclado</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
</context>
<context>
    <name>Lesson</name>
    <message>
        <source>All {total} lessons done</source>
        <translation>Las {total} lecciones, hechas</translation>
    </message>
    <message>
        <source>Lesson {number} of {total}: {name}</source>
        <translation>Lección {number} de {total}: {name}</translation>
    </message>
    <message>
        <source>Take exact cash</source>
        <translation>Cobrar exacto</translation>
    </message>
    <message>
        <source>Give change</source>
        <translation>Dar vuelto</translation>
    </message>
    <message>
        <source>Sell by weight</source>
        <translation>Vender por peso</translation>
    </message>
    <message>
        <source>Several of one</source>
        <translation>Varias unidades</translation>
    </message>
    <message>
        <source>Take a line out</source>
        <translation>Quitar un renglón</translation>
    </message>
    <message>
        <source>Check a price</source>
        <translation>Consultar un precio</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Reimprimir</translation>
    </message>
    <message>
        <source>Lock and come back</source>
        <translation>Bloquear y volver</translation>
    </message>
    <message>
        <source>Scan or touch a product, F10, Enter</source>
        <translation>Escanee o toque un producto, F10 y Enter</translation>
    </message>
    <message>
        <source>Sell again: F10, then touch a note</source>
        <translation>Venda otra vez: F10 y toque un billete</translation>
    </message>
    <message>
        <source>Search it, type how much, take the money</source>
        <translation>Búsquelo, escriba cuánto y cobre</translation>
    </message>
    <message>
        <source>12* and the product, then take the money</source>
        <translation>12* y el producto; después cobre</translation>
    </message>
    <message>
        <source>Add a product and take it out with Del</source>
        <translation>Agregue un producto y quítelo con Supr</translation>
    </message>
    <message>
        <source>F5 and the code: nothing is sold</source>
        <translation>F5 y el código: no se vende nada</translation>
    </message>
    <message>
        <source>F11, then Enter</source>
        <translation>F11 y Enter</translation>
    </message>
    <message>
        <source>F12, then 1 and PIN 1111</source>
        <translation>F12; después 1 y el PIN 1111</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>No product for this code</source>
        <translation>Código sin producto</translation>
    </message>
    <message>
        <source>«{code}» is not in the {as_of} catalogue; nothing was added.</source>
        <translation>«{code}» no está en el catálogo de las {as_of}; no se agregó nada.</translation>
    </message>
    <message>
        <source>Incomplete scan</source>
        <translation>Lectura incompleta</translation>
    </message>
    <message>
        <source>«{code}» does not check and was not added. Scan again.</source>
        <translation>«{code}» no cuadra y no se agregó. Escanee otra vez.</translation>
    </message>
    <message>
        <source>Scan not taken</source>
        <translation>Lectura no tomada</translation>
    </message>
    <message>
        <source>Go back to the sale to scan products.</source>
        <translation>Vuelva a la venta con Esc para escanear productos.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nada encontrado</translation>
    </message>
    <message>
        <source>No product matches «{query}». Try fewer letters.</source>
        <translation>Ningún producto coincide con «{query}». Pruebe con menos letras.</translation>
    </message>
    <message>
        <source>The basket is empty</source>
        <translation>No hay productos</translation>
    </message>
    <message>
        <source>Scan or search the first product; then collect.</source>
        <translation>Escanee o busque el primer producto; después cobre.</translation>
    </message>
    <message>
        <source>No line chosen</source>
        <translation>Ningún renglón elegido</translation>
    </message>
    <message>
        <source>Touch a line of the basket or choose it with ↑ ↓.</source>
        <translation>Toque un renglón de la venta o elíjalo con ↑ ↓.</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Nada que deshacer</translation>
    </message>
    <message>
        <source>The basket is as it was at the start of this sale.</source>
        <translation>La venta está como al empezar.</translation>
    </message>
    <message>
        <source>Line removed</source>
        <translation>Renglón quitado</translation>
    </message>
    <message>
        <source>«{name}» is no longer in the sale.</source>
        <translation>«{name}» ya no está en la venta.</translation>
    </message>
    <message>
        <source>The quantity must be above 0</source>
        <translation>La cantidad debe pasar de 0</translation>
    </message>
    <message>
        <source>The line stays as it was. To take it out, use Remove.</source>
        <translation>El renglón queda como estaba. Para sacarlo, use Quitar (Supr).</translation>
    </message>
    <message>
        <source>Whole pieces only</source>
        <translation>Solo piezas enteras</translation>
    </message>
    <message>
        <source>«{name}» is sold by the piece. Type a number without decimals.</source>
        <translation>«{name}» se vende por pieza. Escriba un número sin decimales.</translation>
    </message>
    <message>
        <source>That looks like a code</source>
        <translation>Eso parece un código</translation>
    </message>
    <message>
        <source>«{text}» is too long for a quantity; nothing changed.</source>
        <translation>«{text}» es muy largo para una cantidad; no cambió nada.</translation>
    </message>
    <message>
        <source>A large quantity: {quantity}</source>
        <translation>Cantidad grande: {quantity}</translation>
    </message>
    <message>
        <source>That is not a quantity</source>
        <translation>Eso no es una cantidad</translation>
    </message>
    <message>
        <source>«{text}» could not be read as a number; nothing changed.</source>
        <translation>«{text}» no se pudo leer como número; no cambió nada.</translation>
    </message>
    <message>
        <source>Type the quantity</source>
        <translation>Escriba la cantidad</translation>
    </message>
    <message>
        <source>Weight needed</source>
        <translation>Falta el peso</translation>
    </message>
    <message>
        <source>How many of «{name}»? Type the number, then Enter.</source>
        <translation>¿Cuántos de «{name}»? Escriba el número y pulse Enter.</translation>
    </message>
    <message>
        <source>It stands in the sale. If it is wrong, undo it.</source>
        <translation>Quedó en la venta. Si no es correcta, deshágala.</translation>
    </message>
    <message>
        <source>«{name}» is sold by {unit}. Type the weight, then Enter.</source>
        <translation>«{name}» se vende por {unit}. Escriba el peso y pulse Enter.</translation>
    </message>
    <message>
        <source>The label fixes this quantity</source>
        <translation>La etiqueta fija la cantidad</translation>
    </message>
    <message>
        <source>The line stays as it was. Remove it and scan another label.</source>
        <translation>El renglón queda como estaba. Quítelo y escanee otra etiqueta.</translation>
    </message>
    <message>
        <source>This product has no price</source>
        <translation>Producto sin precio</translation>
    </message>
    <message>
        <source>It was not added. Tell your supervisor; the rest of the sale stands.</source>
        <translation>No se agregó. Avise a su supervisor; el resto de la venta sigue.</translation>
    </message>
    <message>
        <source>Sale recovered</source>
        <translation>Venta recuperada</translation>
    </message>
    <message>
        <source>The open sale with {lines} lines is here again. Go on with it.</source>
        <translation>La venta abierta, con {lines} renglones, está aquí de nuevo. Siga con ella.</translation>
    </message>
    <message>
        <source>The open sale cannot be read</source>
        <translation>Venta abierta dañada</translation>
    </message>
    <message>
        <source>Scan its goods again and tell your supervisor. Saved sales are safe.</source>
        <translation>Escanee sus artículos otra vez y avise a su supervisor. Las ventas guardadas están bien.</translation>
    </message>
    <message>
        <source>That is not an amount</source>
        <translation>Eso no es un monto</translation>
    </message>
    <message>
        <source>«{text}» could not be read as an amount; nothing was taken.</source>
        <translation>«{text}» no se pudo leer como monto; no se recibió nada.</translation>
    </message>
    <message>
        <source>Two readings of that amount</source>
        <translation>El monto tiene dos lecturas</translation>
    </message>
    <message>
        <source>«{text}» was not taken. Type {whole} or {decimal}.</source>
        <translation>«{text}» no se recibió. Escriba {whole} o {decimal}.</translation>
    </message>
    <message>
        <source>The amount is too large</source>
        <translation>El monto es demasiado grande</translation>
    </message>
    <message>
        <source>Nothing was taken. Check what the customer gave you.</source>
        <translation>No se recibió nada. Revise lo que le entregó el cliente.</translation>
    </message>
    <message>
        <source>Two decimals at most</source>
        <translation>Dos decimales como máximo</translation>
    </message>
    <message>
        <source>Nothing was taken. Type the amount with cents.</source>
        <translation>No se recibió nada. Escriba el monto con centésimos.</translation>
    </message>
    <message>
        <source>The amount must be above 0</source>
        <translation>El monto debe pasar de 0</translation>
    </message>
    <message>
        <source>Nothing was taken. Type what the customer gave you.</source>
        <translation>No se recibió nada. Escriba lo que le entregó el cliente.</translation>
    </message>
    <message>
        <source>B/. {missing} missing</source>
        <translation>Faltan B/. {missing}</translation>
    </message>
    <message>
        <source>Received B/. {received} of B/. {due}. Type the rest or touch a note.</source>
        <translation>Recibió B/. {received} de B/. {due}. Escriba el resto o toque un billete.</translation>
    </message>
    <message>
        <source>Nothing to collect</source>
        <translation>Nada por cobrar</translation>
    </message>
    <message>
        <source>The sale is already covered. Press Enter to finish it.</source>
        <translation>La venta ya está cubierta. Pulse Enter para terminarla.</translation>
    </message>
    <message>
        <source>Money was already received</source>
        <translation>Ya se recibió dinero</translation>
    </message>
    <message>
        <source>Sale {number} saved</source>
        <translation>Venta {number} guardada</translation>
    </message>
    <message>
        <source>That is a receipt</source>
        <translation>Es un recibo</translation>
    </message>
    <message>
        <source>Nothing was added to the sale. To take goods back, open Return and scan it there.</source>
        <translation>No se agregó nada a la venta. Para devolver productos, abra Devolución y escanéelo ahí.</translation>
    </message>
    <message>
        <source>No such receipt here</source>
        <translation>Ese recibo no está aquí</translation>
    </message>
    <message>
        <source>«{number}» is no sale of this till. Check the number, or scan the code printed on it.</source>
        <translation>«{number}» no es una venta de esta caja. Revise el número o escanee el código impreso.</translation>
    </message>
    <message>
        <source>Receipt of another till</source>
        <translation>Recibo de otra caja</translation>
    </message>
    <message>
        <source>To return {number} here, scan its square code. Without one the return waits for the network.</source>
        <translation>Para devolver {number} aquí, escanee su código cuadrado. Si no tiene, la devolución espera la conexión.</translation>
    </message>
    <message>
        <source>That sale was voided</source>
        <translation>Esa venta fue anulada</translation>
    </message>
    <message>
        <source>{number} was taken back as a whole; there is nothing left to return.</source>
        <translation>{number} ya se devolvió completa; no queda nada por devolver.</translation>
    </message>
    <message>
        <source>Receipt code not read whole</source>
        <translation>Código de recibo incompleto</translation>
    </message>
    <message>
        <source>Nothing was taken back. Smooth the paper and scan the square code again.</source>
        <translation>No se devolvió nada. Alise el papel y escanee otra vez el código cuadrado.</translation>
    </message>
    <message>
        <source>Receipt of a newer till</source>
        <translation>Recibo de una caja más nueva</translation>
    </message>
    <message>
        <source>This till must be updated to read it; until then its return waits for the network.</source>
        <translation>Esta caja debe actualizarse para leerlo; mientras tanto la devolución espera la conexión.</translation>
    </message>
    <message>
        <source>Receipt code does not hold</source>
        <translation>El código no es auténtico</translation>
    </message>
    <message>
        <source>It is not what the till signed: give nothing back for it. Ask a supervisor.</source>
        <translation>No es lo que firmó la caja: no devuelva nada por él. Consulte a su supervisor.</translation>
    </message>
    <message>
        <source>Receipt of an unknown till</source>
        <translation>Recibo de una caja desconocida</translation>
    </message>
    <message>
        <source>This till cannot tell who signed it; its return waits for the network.</source>
        <translation>Esta caja no sabe quién lo firmó; la devolución espera la conexión.</translation>
    </message>
    <message>
        <source>The receipt is waiting</source>
        <translation>El recibo espera</translation>
    </message>
    <message>
        <source>Sale {number} is saved; its receipt prints when the printer is ready.</source>
        <translation>La venta {number} está guardada; el recibo sale cuando la impresora esté lista.</translation>
    </message>
    <message>
        <source>Did the receipt come out?</source>
        <translation>¿Salió completo el recibo?</translation>
    </message>
    <message>
        <source>Sale {number} is saved. Look at the paper before printing again.</source>
        <translation>La venta {number} está guardada. Mire el papel antes de reimprimir.</translation>
    </message>
    <message>
        <source>Copy sent to the printer</source>
        <translation>Copia enviada a la impresora</translation>
    </message>
    <message>
        <source>Receipt {number}, marked as reprint {copy}.</source>
        <translation>Recibo {number}, marcado como REIMPRESIÓN {copy}.</translation>
    </message>
    <message>
        <source>No receipt yet</source>
        <translation>Aún no hay recibos</translation>
    </message>
    <message>
        <source>This shift has no completed sale to show.</source>
        <translation>Este turno no tiene ventas guardadas que mostrar.</translation>
    </message>
    <message>
        <source>The drawer did not open</source>
        <translation>La gaveta no abrió</translation>
    </message>
    <message>
        <source>Open it with its key. The sale is saved.</source>
        <translation>Ábrala con la llave. La venta está guardada.</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>PIN incorrecto</translation>
    </message>
    <message>
        <source>Tries left: {left}; then there is a wait. Another person may sign in.</source>
        <translation>Intentos que quedan: {left}; después habrá que esperar. Otra persona puede entrar.</translation>
    </message>
    <message>
        <source>Wait {wait}</source>
        <translation>Espere {wait}</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Another person may sign in meanwhile.</source>
        <translation>Varios PIN incorrectos seguidos. Otra persona puede entrar.</translation>
    </message>
    <message>
        <source>The PIN is incomplete</source>
        <translation>El PIN está incompleto</translation>
    </message>
    <message>
        <source>Type all its digits, then Enter.</source>
        <translation>Escriba todos sus dígitos y pulse Enter.</translation>
    </message>
    <message>
        <source>The PIN cannot be checked</source>
        <translation>No se puede comprobar el PIN</translation>
    </message>
    <message>
        <source>This till lacks its keys. Tell your supervisor; no sale is lost.</source>
        <translation>A esta caja le faltan sus claves. Avise a su supervisor; ninguna venta se pierde.</translation>
    </message>
    <message>
        <source>Who is signing in?</source>
        <translation>¿Quién entra?</translation>
    </message>
    <message>
        <source>Touch your name or type its number first.</source>
        <translation>Toque su nombre o escriba su número primero.</translation>
    </message>
    <message>
        <source>No space left on the disk</source>
        <translation>El disco está lleno</translation>
    </message>
    <message>
        <source>This was not saved; nothing saved before is lost. Free space and repeat.</source>
        <translation>Esto no se guardó; lo anterior no se perdió. Libere espacio y repita.</translation>
    </message>
    <message>
        <source>It could not be saved</source>
        <translation>No se pudo guardar</translation>
    </message>
    <message>
        <source>Nothing changed; what was saved is safe. Repeat, or tell your supervisor.</source>
        <translation>No cambió nada y lo guardado está a salvo. Repita o avise a su supervisor.</translation>
    </message>
    <message>
        <source>Data recovered</source>
        <translation>Datos recuperados</translation>
    </message>
    <message>
        <source>Take it back with Pay and Del before changing the lines.</source>
        <translation>Quítelo en Cobrar con Supr antes de cambiar los renglones.</translation>
    </message>
    <message>
        <source>Is that the amount?</source>
        <translation>¿Es ese el monto?</translation>
    </message>
    <message>
        <source>You typed B/. {amount}. If it is right, press Enter again.</source>
        <translation>Escribió B/. {amount}. Si es correcto, pulse Enter otra vez.</translation>
    </message>
    <message>
        <source>Change due: B/. {change}. The next sale has begun.</source>
        <translation>Vuelto: B/. {change}. La próxima venta ya empezó.</translation>
    </message>
    <message>
        <source>Sale {number} was saved already</source>
        <translation>La venta {number} ya estaba guardada</translation>
    </message>
    <message>
        <source>It counts once. Change due: B/. {change}; hand it over only if you have not.</source>
        <translation>Cuenta una sola vez. Vuelto: B/. {change}; entréguelo solo si aún no lo dio.</translation>
    </message>
    <message>
        <source>{count} records came back from the electronic journal. Nothing lost. Tell your supervisor.</source>
        <translation>{count} registros volvieron del diario electrónico. Nada se perdió. Avise a su supervisor.</translation>
    </message>
    <message>
        <source>The till closed by surprise</source>
        <translation>La caja se cerró de golpe</translation>
    </message>
    <message>
        <source>All was checked on opening: nothing is missing. Go on selling.</source>
        <translation>Todo se revisó al abrir: no falta nada. Siga vendiendo.</translation>
    </message>
    <message>
        <source>The second copy is not written</source>
        <translation>No se escribe la segunda copia</translation>
    </message>
    <message>
        <source>Sales are saved, but without their second copy. Tell your supervisor.</source>
        <translation>Las ventas se guardan, pero sin su segunda copia. Avise a su supervisor.</translation>
    </message>
    <message>
        <source>Sending is paused</source>
        <translation>El envío está en pausa</translation>
    </message>
    <message>
        <source>Keep selling: all is kept here. The till must be enrolled again.</source>
        <translation>Siga vendiendo: todo queda aquí. Hay que inscribir la caja de nuevo.</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>Todo enviado</translation>
    </message>
    <message>
        <source>{count} records stand at the centre.</source>
        <translation>{count} registros están en la central.</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Aún sin enviar</translation>
    </message>
    <message>
        <source>The centre does not answer. All is kept here and is sent by itself.</source>
        <translation>La central no responde. Todo queda aquí y se envía solo.</translation>
    </message>
    <message>
        <source>Practice does not open</source>
        <translation>La práctica no se abre</translation>
    </message>
    <message>
        <source>Selling goes on as before; nothing was lost. Tell your supervisor. {code}</source>
        <translation>Se vende como siempre; nada se perdió. Avise a su supervisor. {code}</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>No se pudo hacer</translation>
    </message>
    <message>
        <source>Nothing saved is lost. Repeat, or tell your supervisor. {code}</source>
        <translation>Nada guardado se perdió. Repita o avise a su supervisor. {code}</translation>
    </message>
    <message>
        <source>The till is already open</source>
        <translation>La caja ya está abierta</translation>
    </message>
    <message>
        <source>It runs in another window of this computer. Use that one.</source>
        <translation>Está en otra ventana de este equipo. Use esa.</translation>
    </message>
    <message>
        <source>These data are newer</source>
        <translation>Los datos son más nuevos</translation>
    </message>
    <message>
        <source>A newer version of Cuadre wrote them. Update the program; nothing was touched.</source>
        <translation>Los escribió una versión más nueva de Cuadre. Actualice el programa; no se tocó nada.</translation>
    </message>
    <message>
        <source>The data are damaged</source>
        <translation>Los datos están dañados</translation>
    </message>
    <message>
        <source>The till did not open, to lose nothing. Restore the backup or call support.</source>
        <translation>La caja no abrió para no perder nada. Restaure la copia de respaldo o llame a soporte.</translation>
    </message>
    <message>
        <source>A component is too old</source>
        <translation>Un componente es muy viejo</translation>
    </message>
    <message>
        <source>SQLite {version} may damage data. Install Cuadre again.</source>
        <translation>SQLite {version} puede dañar los datos. Instale Cuadre de nuevo.</translation>
    </message>
    <message>
        <source>The data folder is closed</source>
        <translation>Carpeta de datos sin permiso</translation>
    </message>
    <message>
        <source>The till may not write in it. Ask whoever installed the till.</source>
        <translation>La caja no puede escribir en ella. Avise a quien instaló la caja.</translation>
    </message>
    <message>
        <source>This till is not enrolled</source>
        <translation>Esta caja no está inscrita</translation>
    </message>
    <message>
        <source>Enrol it with the code from your centre, or try the demo shop.</source>
        <translation>Inscríbala con el código de su central, o pruebe la tienda de demostración.</translation>
    </message>
    <message>
        <source>Scan each label</source>
        <translation>Escanee cada etiqueta</translation>
    </message>
    <message>
        <source>{name} is weighed: each label counts once. Nothing was added.</source>
        <translation>{name} va por peso: cada etiqueta cuenta una vez. No se agregó nada.</translation>
    </message>
    <message>
        <source>The sale is full</source>
        <translation>La venta está llena</translation>
    </message>
    <message>
        <source>Take the money for these lines and go on with a new sale.</source>
        <translation>Cobre estos renglones y siga en una venta nueva.</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Nada por enviar</translation>
    </message>
    <message>
        <source>Everything of this till stands at the centre.</source>
        <translation>Todo lo de esta caja está en la central.</translation>
    </message>
    <message>
        <source>The till was not enrolled</source>
        <translation>La caja no quedó inscrita</translation>
    </message>
    <message>
        <source>The centre did not take the code, or does not answer. Ask for a new code. {reason}</source>
        <translation>La central no aceptó el código o no responde. Pida un código nuevo. {reason}</translation>
    </message>
    <message>
        <source>A setting cannot be read</source>
        <translation>Un ajuste no se puede leer</translation>
    </message>
    <message>
        <source>Look at «{key}» in {file}, or ask whoever installed the till.</source>
        <translation>Revise «{key}» en {file}, o avise a quien instaló la caja.</translation>
    </message>
    <message>
        <source>Label in kilograms</source>
        <translation>Etiqueta en kilogramos</translation>
    </message>
    <message>
        <source>{name} is sold by {unit}; nothing was added. Choose it by name and type the weight.</source>
        <translation>{name} se vende por {unit}; no se agregó nada. Búsquelo por nombre y escriba el peso.</translation>
    </message>
    <message>
        <source>nothing was added</source>
        <translation>no se agregó nada</translation>
    </message>
    <message>
        <source>scan again</source>
        <translation>escanee otra vez</translation>
    </message>
    <message>
        <source>Finish this first</source>
        <translation>Termine esto primero</translation>
    </message>
    <message>
        <source>Nothing changed. Esc goes back to the sale; then choose it again.</source>
        <translation>Nada cambió. Esc vuelve a la venta; luego elíjalo otra vez.</translation>
    </message>
    <message>
        <source>Go back to the sale first</source>
        <translation>Vuelva primero a la venta</translation>
    </message>
    <message>
        <source>Nothing changed. Press Esc to leave the payment, then choose it again.</source>
        <translation>Nada cambió. Pulse Esc para dejar el cobro y elíjalo otra vez.</translation>
    </message>
    <message>
        <source>Press Pay first</source>
        <translation>Pulse Cobrar primero</translation>
    </message>
    <message>
        <source>Ways to pay are chosen on the payment screen; nothing was taken.</source>
        <translation>Las formas de pago se eligen en la pantalla de cobro; no se recibió nada.</translation>
    </message>
    <message>
        <source>Nobody here may authorise it</source>
        <translation>Nadie aquí puede autorizarlo</translation>
    </message>
    <message>
        <source>The sale is as it was. Ask the centre to add a supervisor to this shop.</source>
        <translation>La venta queda como estaba. Pida a la central que agregue un supervisor a este local.</translation>
    </message>
    <message>
        <source>Who authorises?</source>
        <translation>¿Quién autoriza?</translation>
    </message>
    <message>
        <source>Touch the name or type its number first, or scan the badge.</source>
        <translation>Toque el nombre o escriba su número primero, o escanee el carné.</translation>
    </message>
    <message>
        <source>Tries left: {left}; then there is a wait. Another person may authorise.</source>
        <translation>Intentos que quedan: {left}; después habrá que esperar. Otra persona puede autorizar.</translation>
    </message>
    <message>
        <source>Nobody&apos;s badge</source>
        <translation>Carné desconocido</translation>
    </message>
    <message>
        <source>Tries left: {left}; then badges wait. The PIN works all the same.</source>
        <translation>Intentos que quedan: {left}; después los carnés esperan. El PIN sirve igual.</translation>
    </message>
    <message>
        <source>Too many wrong tries. Another person may authorise meanwhile.</source>
        <translation>Demasiados intentos. Mientras tanto puede autorizar otra persona.</translation>
    </message>
    <message>
        <source>It cannot be checked here</source>
        <translation>Aquí no se puede comprobar</translation>
    </message>
    <message>
        <source>This person has none on this till, or the till lacks its keys. Try another way.</source>
        <translation>Esta persona no lo tiene en esta caja, o a la caja le faltan sus llaves. Pruebe de otra forma.</translation>
    </message>
    <message>
        <source>Another person must authorise</source>
        <translation>Debe autorizar otra persona</translation>
    </message>
    <message>
        <source>Whoever asks cannot allow it too. Nothing changed.</source>
        <translation>Quien lo pide no puede autorizarlo. No se hizo nada.</translation>
    </message>
    <message>
        <source>This person no longer authorises</source>
        <translation>Esta persona ya no autoriza</translation>
    </message>
    <message>
        <source>Their right was withdrawn. Nothing changed; ask another person.</source>
        <translation>Se le retiró el permiso. No se hizo nada; pídalo a otra persona.</translation>
    </message>
    <message>
        <source>Not among this person&apos;s permissions</source>
        <translation>Esta persona no tiene el permiso</translation>
    </message>
    <message>
        <source>Nothing changed. Ask another person, or the remote code.</source>
        <translation>No se hizo nada. Pídalo a otra persona o use el código remoto.</translation>
    </message>
    <message>
        <source>Beyond this person&apos;s limit</source>
        <translation>Pasa del límite de esta persona</translation>
    </message>
    <message>
        <source>Nothing changed. Somebody with a higher limit may authorise it.</source>
        <translation>No se hizo nada. Puede autorizarlo alguien con un límite mayor.</translation>
    </message>
    <message>
        <source>That is no badge</source>
        <translation>Eso no es un carné</translation>
    </message>
    <message>
        <source>Nothing was added. Here a badge or a PIN is asked for, no goods.</source>
        <translation>No se agregó nada. Aquí se pide un carné o un PIN, no productos.</translation>
    </message>
    <message>
        <source>Badges wait {wait}</source>
        <translation>Los carnés esperan {wait}</translation>
    </message>
    <message>
        <source>Too many unknown badges. The PIN works all the same.</source>
        <translation>Demasiados carnés desconocidos. El PIN sirve igual.</translation>
    </message>
    <message>
        <source>This badge does not work here</source>
        <translation>Este carné no sirve aquí</translation>
    </message>
    <message>
        <source>This till knows no such person any more. Sign in with the PIN.</source>
        <translation>Esta caja ya no conoce a esa persona. Entre con el PIN.</translation>
    </message>
    <message>
        <source>The answer is incomplete</source>
        <translation>La respuesta está incompleta</translation>
    </message>
    <message>
        <source>Type its eight digits, then Enter.</source>
        <translation>Escriba sus ocho cifras y pulse Enter.</translation>
    </message>
    <message>
        <source>The answer does not fit</source>
        <translation>La respuesta no corresponde</translation>
    </message>
    <message>
        <source>Read code, permission and amount aloud again. Tries left: {left}.</source>
        <translation>Lea otra vez código, permiso y monto. Intentos que quedan: {left}.</translation>
    </message>
    <message>
        <source>The time to authorise is over</source>
        <translation>Se acabó el tiempo para autorizar</translation>
    </message>
    <message>
        <source>Nothing changed. Ask again; there is a minute for each.</source>
        <translation>No se hizo nada. Pídalo otra vez; hay un minuto para cada vez.</translation>
    </message>
    <message>
        <source>Authorised once already</source>
        <translation>Ya se autorizó una vez</translation>
    </message>
    <message>
        <source>An authorisation serves once. Nothing changed now; ask again.</source>
        <translation>Una autorización sirve una vez. Ahora no se hizo nada; pídala otra vez.</translation>
    </message>
    <message>
        <source>The sale changed meanwhile</source>
        <translation>La venta es otra</translation>
    </message>
    <message>
        <source>What was authorised is not this any more. Nothing changed; ask again.</source>
        <translation>Lo autorizado ya no es esto. No se hizo nada; pídalo otra vez.</translation>
    </message>
    <message>
        <source>Not a percent</source>
        <translation>No es un porcentaje</translation>
    </message>
    <message>
        <source>«{text}» is no percent. Type a number from 1 to 100.</source>
        <translation>«{text}» no es un porcentaje. Escriba un número de 1 a 100.</translation>
    </message>
    <message>
        <source>More than everything</source>
        <translation>Más que todo</translation>
    </message>
    <message>
        <source>A discount is at most 100 %. Nothing was taken off.</source>
        <translation>Un descuento es de 100 % como máximo. No se descontó nada.</translation>
    </message>
    <message>
        <source>Discount above the amount</source>
        <translation>Descuento mayor que el importe</translation>
    </message>
    <message>
        <source>Only {left} is left to take off. Type a smaller amount.</source>
        <translation>Solo quedan {left} por descontar. Escriba un monto menor.</translation>
    </message>
    <message>
        <source>Not a discount</source>
        <translation>No es un descuento</translation>
    </message>
    <message>
        <source>Type a percent or an amount above zero.</source>
        <translation>Escriba un porcentaje o un monto mayor que cero.</translation>
    </message>
    <message>
        <source>The promotion is better</source>
        <translation>La promoción es mejor</translation>
    </message>
    <message>
        <source>It takes off {promotion}; by law it would be {discount}. The promotion stays.</source>
        <translation>Descuenta {promotion}; por ley serían {discount}. Queda la promoción.</translation>
    </message>
    <message>
        <source>Document missing</source>
        <translation>Falta el documento</translation>
    </message>
    <message>
        <source>Type the last digits of the document that was shown.</source>
        <translation>Escriba los últimos dígitos del documento que mostraron.</translation>
    </message>
    <message>
        <source>Expired, not sold</source>
        <translation>Vencido, no se vende</translation>
    </message>
    <message>
        <source>«{name}» expired on {date} and was not added. Put it aside.</source>
        <translation>«{name}» venció el {date} y no se agregó. Sepárelo.</translation>
    </message>
    <message>
        <source>Card number refused</source>
        <translation>Número de tarjeta rechazado</translation>
    </message>
    <message>
        <source>A full card number is never kept; the field was emptied.</source>
        <translation>Nunca se guarda un número de tarjeta completo; el campo se vació.</translation>
    </message>
    <message>
        <source>Consent is missing</source>
        <translation>Falta la aceptación</translation>
    </message>
    <message>
        <source>Ask the customer and press 1; without a yes nothing is kept.</source>
        <translation>Pregunte al cliente y pulse 1; sin su sí no se guarda nada.</translation>
    </message>
    <message>
        <source>Customer chosen</source>
        <translation>Cliente elegido</translation>
    </message>
    <message>
        <source>This sale is for {name}; the basket stays as it is.</source>
        <translation>Esta venta es de {name}; la canasta sigue igual.</translation>
    </message>
    <message>
        <source>Card without a customer</source>
        <translation>Tarjeta sin cliente</translation>
    </message>
    <message>
        <source>«{code}» belongs to nobody here; the sale is as it was.</source>
        <translation>«{code}» no es de ningún cliente; la venta sigue igual.</translation>
    </message>
    <message>
        <source>The name is missing</source>
        <translation>Falta el nombre</translation>
    </message>
    <message>
        <source>Type the customer&apos;s name; nothing was kept yet.</source>
        <translation>Escriba el nombre del cliente; aún no se guardó nada.</translation>
    </message>
    <message>
        <source>The name is too long</source>
        <translation>El nombre es muy largo</translation>
    </message>
    <message>
        <source>It takes up to {limit} letters; shorten it.</source>
        <translation>Caben hasta {limit} letras; acórtelo.</translation>
    </message>
    <message>
        <source>The document&apos;s number is missing</source>
        <translation>Falta el número del documento</translation>
    </message>
    <message>
        <source>Type it as the document shows it; nothing changed yet.</source>
        <translation>Escríbalo como aparece en el documento; aún nada ha cambiado.</translation>
    </message>
    <message>
        <source>The number is too long</source>
        <translation>El número es muy largo</translation>
    </message>
    <message>
        <source>A document has up to {limit} characters; check it.</source>
        <translation>Un documento tiene hasta {limit} caracteres; revíselo.</translation>
    </message>
    <message>
        <source>That is no phone number</source>
        <translation>Ese no es un teléfono</translation>
    </message>
    <message>
        <source>Type 7 to 15 digits, or leave it empty.</source>
        <translation>Escriba de 7 a 15 dígitos o déjelo vacío.</translation>
    </message>
    <message>
        <source>That is no email address</source>
        <translation>Ese no es un correo</translation>
    </message>
    <message>
        <source>Type it like ana@tienda.com, or leave it empty.</source>
        <translation>Escríbalo como ana@tienda.com o déjelo vacío.</translation>
    </message>
    <message>
        <source>Sale parked</source>
        <translation>Venta en espera</translation>
    </message>
    <message>
        <source>«{name}» waits with its {lines} lines; the list is on Shift+F7.</source>
        <translation>«{name}» espera con sus {lines} renglones; la lista está en Mayús+F7.</translation>
    </message>
    <message>
        <source>Sale given up</source>
        <translation>Venta anulada</translation>
    </message>
    <message>
        <source>Nothing was charged; it is on record with its reason.</source>
        <translation>No se cobró nada; queda registrada con su motivo.</translation>
    </message>
    <message>
        <source>A sale is open</source>
        <translation>Hay una venta abierta</translation>
    </message>
    <message>
        <source>Park it or finish it first; then take the other one up.</source>
        <translation>Póngala en espera o termínela; después recupere la otra.</translation>
    </message>
    <message>
        <source>No longer parked</source>
        <translation>Ya no está en espera</translation>
    </message>
    <message>
        <source>That sale was taken up or given up. Nothing changed here.</source>
        <translation>Esa venta ya se recuperó o se anuló. Aquí no cambió nada.</translation>
    </message>
    <message>
        <source>Give the money back first</source>
        <translation>Devuelva primero el pago</translation>
    </message>
    <message>
        <source>It holds a payment that is not cash. Reverse it; then give the sale up.</source>
        <translation>Esta venta tiene un pago que no es efectivo. Reviértalo; después anule la venta.</translation>
    </message>
    <message>
        <source>A payment has no answer</source>
        <translation>Un pago sin respuesta</translation>
    </message>
    <message>
        <source>Say first what became of it; nothing else is taken meanwhile.</source>
        <translation>Diga primero qué pasó con él; mientras tanto no se cobra nada más.</translation>
    </message>
    <message>
        <source>Sale of another shift</source>
        <translation>Venta de otro turno</translation>
    </message>
    <message>
        <source>{number} cannot be voided any more: its shift is over. Take the goods back with Return.</source>
        <translation>La {number} ya no se anula: su turno terminó. Reciba los productos con Devolver.</translation>
    </message>
    <message>
        <source>Sale of another till</source>
        <translation>Venta de otra caja</translation>
    </message>
    <message>
        <source>{number} is voided at the till that made it. Here its goods come back with Return.</source>
        <translation>La {number} se anula en la caja que la hizo. Aquí reciba los productos con Devolver.</translation>
    </message>
    <message>
        <source>It was paid with goods</source>
        <translation>Se pagó con productos</translation>
    </message>
    <message>
        <source>{number} took goods in exchange and is not voided. Take its goods back with Return.</source>
        <translation>La {number} recibió productos como pago y no se anula. Reciba los productos con Devolver.</translation>
    </message>
    <message>
        <source>Part of it came back</source>
        <translation>Ya hubo una devolución</translation>
    </message>
    <message>
        <source>{number} has a return already and is not voided. Take the rest back with Return.</source>
        <translation>La {number} ya tiene una devolución y no se anula. Reciba el resto con Devolver.</translation>
    </message>
    <message>
        <source>Reference missing</source>
        <translation>Falta la referencia</translation>
    </message>
    <message>
        <source>Give the money back at the terminal or app first, then type the number it shows.</source>
        <translation>Devuelva primero el dinero en la terminal o la aplicación y escriba el número que muestra.</translation>
    </message>
    <message>
        <source>Goods without a list price cost at most {limit}. Nothing was added; check the price.</source>
        <translation>Un artículo sin precio de lista cuesta a lo sumo {limit}. No se agregó nada; revise el precio.</translation>
    </message>
    <message>
        <source>{text} names no goods of the catalogue. Nothing changed; scan another label.</source>
        <translation>{text} no nombra ningún artículo del catálogo. Nada cambió; escanee otra etiqueta.</translation>
    </message>
    <message>
        <source>Payment taken back</source>
        <translation>Pago quitado</translation>
    </message>
    <message>
        <source>It no longer counts. If B/. {amount} was charged, reverse it where it was charged.</source>
        <translation>Ya no cuenta. Si se cobraron B/. {amount}, reverse el cobro donde se hizo.</translation>
    </message>
    <message>
        <source>Last 4 digits missing</source>
        <translation>Faltan los 4 dígitos</translation>
    </message>
    <message>
        <source>Type the four digits the slip shows; nothing was taken.</source>
        <translation>Escriba los cuatro dígitos que muestra el comprobante; no se recibió nada.</translation>
    </message>
    <message>
        <source>Approval code not readable</source>
        <translation>No se lee la aprobación</translation>
    </message>
    <message>
        <source>Letters and digits, at most 12, as on the slip; nothing was taken.</source>
        <translation>Letras y números, hasta 12, como en el comprobante; no se recibió nada.</translation>
    </message>
    <message>
        <source>Terminal not readable</source>
        <translation>No se lee la terminal</translation>
    </message>
    <message>
        <source>Letters and digits, at most 20, as on the slip; nothing was taken.</source>
        <translation>Letras y números, hasta 20, como en el comprobante; no se recibió nada.</translation>
    </message>
    <message>
        <source>Batch not readable</source>
        <translation>No se lee el lote</translation>
    </message>
    <message>
        <source>Letters and digits, at most 12, or leave it empty; nothing was taken.</source>
        <translation>Letras y números, hasta 12, o déjelo vacío; no se recibió nada.</translation>
    </message>
    <message>
        <source>Trace number not readable</source>
        <translation>No se lee el trace</translation>
    </message>
    <message>
        <source>This slip was entered already</source>
        <translation>Este comprobante ya se anotó</translation>
    </message>
    <message>
        <source>Look at {authorization}: same batch, code, amount. Enter again if it is another charge.</source>
        <translation>Mire {authorization}: mismo lote, código y monto. Enter otra vez si es otro cobro.</translation>
    </message>
    <message>
        <source>More than what is missing</source>
        <translation>Es más de lo que falta</translation>
    </message>
    <message>
        <source>Only cash gives change. At most B/. {due} here; nothing was taken.</source>
        <translation>Solo el efectivo da vuelto. Aquí, hasta B/. {due}; no se recibió nada.</translation>
    </message>
    <message>
        <source>Code not readable</source>
        <translation>No se lee el código</translation>
    </message>
    <message>
        <source>Type the code on the customer&apos;s screen, 4 characters or more; nothing was taken.</source>
        <translation>Escriba el código de la pantalla del cliente, de 4 caracteres o más; no se recibió nada.</translation>
    </message>
    <message>
        <source>That code was used already</source>
        <translation>Ese código ya se usó</translation>
    </message>
    <message>
        <source>{code} paid another sale. Ask for the payment of this one; nothing was taken.</source>
        <translation>{code} pagó otra venta. Pida el pago de esta; no se recibió nada.</translation>
    </message>
    <message>
        <source>Bank missing</source>
        <translation>Falta el banco</translation>
    </message>
    <message>
        <source>Choose or type the bank it comes from; nothing was taken.</source>
        <translation>Elija o escriba el banco de origen; no se recibió nada.</translation>
    </message>
    <message>
        <source>Reference not readable</source>
        <translation>No se lee la referencia</translation>
    </message>
    <message>
        <source>Type it as on the bank&apos;s receipt, 3 to 35 characters; nothing was taken.</source>
        <translation>Escríbala como en el comprobante, de 3 a 35 caracteres; no se recibió nada.</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pagado</translation>
    </message>
    <message>
        <source>B/. {amount} arrived. Enter finishes the sale when nothing is missing.</source>
        <translation>Llegaron B/. {amount}. Enter termina la venta si no falta nada.</translation>
    </message>
    <message>
        <source>Payment declined</source>
        <translation>Pago negado</translation>
    </message>
    <message>
        <source>B/. {amount} were not paid. Ask again or choose another way.</source>
        <translation>No se pagaron B/. {amount}. Pida otra vez o elija otro pago.</translation>
    </message>
    <message>
        <source>Code withdrawn</source>
        <translation>Código retirado</translation>
    </message>
    <message>
        <source>B/. {amount} were not paid and the code is good no more. Choose how to pay.</source>
        <translation>No se pagaron B/. {amount} y el código ya no vale. Elija cómo pagar.</translation>
    </message>
    <message>
        <source>Code lapsed</source>
        <translation>El código venció</translation>
    </message>
    <message>
        <source>Nobody paid B/. {amount} in time. Ask for a new code or choose another way.</source>
        <translation>Nadie pagó B/. {amount} a tiempo. Pida otro código o elija otro pago.</translation>
    </message>
    <message>
        <source>No connection to Yappy</source>
        <translation>Sin conexión con Yappy</translation>
    </message>
    <message>
        <source>Nothing was charged. Type the customer&apos;s code, or choose another way.</source>
        <translation>No se cobró nada. Escriba el código del cliente o elija otro pago.</translation>
    </message>
    <message>
        <source>Taken as not paid</source>
        <translation>Anotado como no pagado</translation>
    </message>
    <message>
        <source>If B/. {amount} arrive later all the same, tell your supervisor.</source>
        <translation>Si B/. {amount} llegan después, avise a su supervisor.</translation>
    </message>
    <message>
        <source>Choose the customer first</source>
        <translation>Elija primero al cliente</translation>
    </message>
    <message>
        <source>Points and credit are somebody&apos;s. Press F3 to look them up; nothing was taken.</source>
        <translation>Los puntos y el crédito son de alguien. Búsquelo con F3; no se recibió nada.</translation>
    </message>
    <message>
        <source>Nothing to pay with here</source>
        <translation>No tiene con qué pagar aquí</translation>
    </message>
    <message>
        <source>{name} has neither points nor credit at this shop. Choose another way to pay.</source>
        <translation>{name} no tiene puntos ni crédito en la tienda. Elija otro pago.</translation>
    </message>
    <message>
        <source>No points known</source>
        <translation>Puntos sin conocer</translation>
    </message>
    <message>
        <source>The centre has not told the points of {name} yet. Choose another way to pay.</source>
        <translation>La central aún no informó los puntos de {name}. Elija otro pago.</translation>
    </message>
    <message>
        <source>No points to take</source>
        <translation>Faltan los puntos</translation>
    </message>
    <message>
        <source>Type how many points, 1 or more; nothing was taken.</source>
        <translation>Escriba cuántos puntos, 1 o más; no se recibió nada.</translation>
    </message>
    <message>
        <source>Too few points at once</source>
        <translation>Son pocos puntos</translation>
    </message>
    <message>
        <source>At least {minimum} points are used at once; nothing was taken.</source>
        <translation>Se usan al menos {minimum} puntos a la vez; no se recibió nada.</translation>
    </message>
    <message>
        <source>Not so many points</source>
        <translation>No tiene tantos puntos</translation>
    </message>
    <message>
        <source>{available} may be used here now; without connection, the last ones known. Nothing was taken.</source>
        <translation>Aquí puede usar {available}; sin conexión, los últimos conocidos. No se recibió nada.</translation>
    </message>
    <message>
        <source>More points than needed</source>
        <translation>Sobran puntos</translation>
    </message>
    <message>
        <source>{points} points pay what is missing; points give no change. Nothing was taken.</source>
        <translation>Con {points} puntos se paga lo que falta; no dan vuelto. No se recibió nada.</translation>
    </message>
    <message>
        <source>No credit at this shop</source>
        <translation>No tiene crédito aquí</translation>
    </message>
    <message>
        <source>{name} has no credit here. Choose another way to pay; nothing was taken.</source>
        <translation>{name} no tiene crédito en la tienda. Elija otro pago; no se recibió nada.</translation>
    </message>
    <message>
        <source>Its answer is known already</source>
        <translation>Ya tiene respuesta</translation>
    </message>
    <message>
        <source>Nothing changed. Look at the list of payments.</source>
        <translation>No cambió nada. Mire la lista de pagos.</translation>
    </message>
    <message>
        <source>That payment is gone</source>
        <translation>Ese pago ya no está</translation>
    </message>
    <message>
        <source>It was taken back. Nothing changed.</source>
        <translation>Se había quitado. No cambió nada.</translation>
    </message>
    <message>
        <source>Mark what comes back</source>
        <translation>Marque lo que se devuelve</translation>
    </message>
    <message>
        <source>Nothing was marked. Tick a line, or type how many of it come back.</source>
        <translation>No hay nada marcado. Marque un renglón o escriba cuántos devuelve.</translation>
    </message>
    <message>
        <source>More than was sold</source>
        <translation>Más de lo vendido</translation>
    </message>
    <message>
        <source>Of «{name}» only {left} may still come back. Nothing changed.</source>
        <translation>De «{name}» solo quedan {left} por devolver. No cambió nada.</translation>
    </message>
    <message>
        <source>All of it came back</source>
        <translation>Ya se devolvió todo</translation>
    </message>
    <message>
        <source>Of {number} nothing is left to return: see {name}.</source>
        <translation>De la {number} no queda nada por devolver: vea {name}.</translation>
    </message>
    <message>
        <source>Product not known here</source>
        <translation>Producto desconocido aquí</translation>
    </message>
    <message>
        <source>«{name}» is not in this till&apos;s catalogue: its return waits for the network.</source>
        <translation>«{name}» no está en el catálogo de esta caja: su devolución espera a la red.</translation>
    </message>
    <message>
        <source>Some of it came back meanwhile</source>
        <translation>Algo se devolvió mientras tanto</translation>
    </message>
    <message>
        <source>Nothing was refunded. Mark again what comes back; the list shows what is left.</source>
        <translation>No se reembolsó nada. Marque de nuevo lo que se devuelve; la lista muestra lo que queda.</translation>
    </message>
    <message>
        <source>Price missing</source>
        <translation>Falta el precio</translation>
    </message>
    <message>
        <source>{name} has no list price. Type its price to add it.</source>
        <translation>{name} no tiene precio de lista. Escriba su precio para agregarlo.</translation>
    </message>
    <message>
        <source>Price first</source>
        <translation>Primero el precio</translation>
    </message>
    <message>
        <source>{name} waits for its price; what was scanned was not added. Type the price, or press Esc.</source>
        <translation>{name} espera su precio; lo escaneado no se agregó. Escriba el precio, o pulse Esc.</translation>
    </message>
    <message>
        <source>Price above the limit</source>
        <translation>Precio sobre el límite</translation>
    </message>
    <message>
        <source>Labels learnt</source>
        <translation>Etiquetas aprendidas</translation>
    </message>
    <message>
        <source>Labels that begin with {prefix} are read as {layout} from now on.</source>
        <translation>Las etiquetas que empiezan con {prefix} se leen como {layout} desde ahora.</translation>
    </message>
    <message>
        <source>In use, not kept</source>
        <translation>En uso, sin guardar</translation>
    </message>
    <message>
        <source>The disk did not take it: it holds until the till closes. Learn them again then.</source>
        <translation>El disco no lo aceptó: las etiquetas se leen así hasta cerrar la caja. Luego apréndalas otra vez.</translation>
    </message>
    <message>
        <source>Not a label of the scale</source>
        <translation>No es etiqueta de balanza</translation>
    </message>
    <message>
        <source>{text} has no 13 digits beginning with 02 or 20 to 29. Nothing changed; scan another.</source>
        <translation>{text} no tiene 13 dígitos que empiecen con 02 o 20 a 29. Nada cambió; escanee una de la balanza.</translation>
    </message>
    <message>
        <source>No goods fit this label</source>
        <translation>Ningún artículo coincide</translation>
    </message>
    <message>
        <source>Goods of B/. {amount} come back</source>
        <translation>Devuelve productos por B/. {amount}</translation>
    </message>
    <message>
        <source>Scan what the customer takes instead, then press Pay: it asks for the difference only.</source>
        <translation>Escanee lo que se lleva el cliente y pulse Cobrar: se cobra o se devuelve solo la diferencia.</translation>
    </message>
    <message>
        <source>One receipt for each sale</source>
        <translation>Un recibo por venta</translation>
    </message>
    <message>
        <source>Goods of another receipt come back in this sale already. Finish it first.</source>
        <translation>En esta venta ya se devuelven productos de otro recibo. Termínela primero.</translation>
    </message>
    <message>
        <source>That return is stored already</source>
        <translation>Esa devolución ya está guardada</translation>
    </message>
    <message>
        <source>It was paid out and pays nothing here. Take its rows out of this sale, then press Pay.</source>
        <translation>Ya se pagó y aquí no paga nada. Quite sus renglones de esta venta y pulse Cobrar.</translation>
    </message>
    <message>
        <source>The clock went back</source>
        <translation>El reloj retrocedió</translation>
    </message>
    <message>
        <source>From {before} to {after}. Keep selling: sales keep their order. Tell the supervisor.</source>
        <translation>De {before} a {after}. Siga vendiendo: las ventas guardan su orden. Avise al supervisor.</translation>
    </message>
    <message>
        <source>Receipt saved as PDF</source>
        <translation>Recibo guardado en PDF</translation>
    </message>
    <message>
        <source>It is {file}, in {folder}.</source>
        <translation>Es {file}, en {folder}.</translation>
    </message>
    <message>
        <source>Mail with the receipt ready</source>
        <translation>Correo con el recibo listo</translation>
    </message>
    <message>
        <source>Open {file} in {folder}, write the customer&apos;s address and send it.</source>
        <translation>Abra {file} en {folder}, escriba la dirección del cliente y envíelo.</translation>
    </message>
    <message>
        <source>The file could not be saved</source>
        <translation>No se pudo guardar el archivo</translation>
    </message>
    <message>
        <source>The receipt is safe in the till. Check space and permissions of {folder} and save it again.</source>
        <translation>El recibo sigue en la caja. Revise el espacio y los permisos de {folder} y vuelva a guardarlo.</translation>
    </message>
    <message>
        <source>Code not withdrawn</source>
        <translation>Código no retirado</translation>
    </message>
    <message>
        <source>B/. {amount} can still be paid with it. Wait, or press Esc to withdraw it again.</source>
        <translation>Aún se pueden pagar B/. {amount} con él. Espere, o pulse Esc para retirarlo otra vez.</translation>
    </message>
    <message>
        <source>This line bears an approval</source>
        <translation>Este renglón lleva una autorización</translation>
    </message>
    <message>
        <source>The price or discount was allowed for this quantity. Add the rest as another line.</source>
        <translation>El precio o el descuento se autorizó para esta cantidad. Agregue el resto aparte.</translation>
    </message>
    <message>
        <source>Yappy gave it back</source>
        <translation>Yappy lo devolvió</translation>
    </message>
    <message>
        <source>B/. {amount} went back to the customer. Choose how to pay.</source>
        <translation>B/. {amount} volvieron al cliente. Elija cómo pagar.</translation>
    </message>
    <message>
        <source>Yappy did not return it</source>
        <translation>Yappy no lo devolvió</translation>
    </message>
    <message>
        <source>B/. {amount} stay paid in this sale. Finish it and return it after, or call your supervisor.</source>
        <translation>B/. {amount} siguen pagados en esta venta. Termínela y devuélvala después, o llame a su supervisor.</translation>
    </message>
    <message>
        <source>Practice needs a permission</source>
        <translation>La práctica necesita un permiso</translation>
    </message>
    <message>
        <source>Nothing changed and the sale stays. The manager gives the permission at the office.</source>
        <translation>Nada cambió y la venta sigue igual. El gerente da el permiso en la oficina.</translation>
    </message>
    <message>
        <source>Refund at the till that sold</source>
        <translation>Devuelva en la caja que vendió</translation>
    </message>
    <message>
        <source>Receipt {number} does not tell how all of it was paid. Refund it there, or exchange it here.</source>
        <translation>El recibo {number} no dice cómo se pagó todo. Devuelva allá el dinero, o cambie el producto aquí.</translation>
    </message>
    <message>
        <source>More paid than the total</source>
        <translation>Pagado más que el total</translation>
    </message>
    <message>
        <source>B/. {amount} too much are paid. Press Esc and add goods, or take a payment back with Del.</source>
        <translation>Hay B/. {amount} pagados de más. Pulse Esc y agregue productos, o quite un pago con Supr.</translation>
    </message>
    <message>
        <source>B/. {amount} too much are paid. Hand back the B/. {cash} in cash, then add goods or press Del.</source>
        <translation>Hay B/. {amount} pagados de más. Devuelva los B/. {cash} en efectivo; luego agregue productos o pulse Supr.</translation>
    </message>
    <message>
        <source>Take the cash again</source>
        <translation>Reciba otra vez el efectivo</translation>
    </message>
    <message>
        <source>The total is now B/. {total}: the B/. {cash} in cash no longer count. Charge again.</source>
        <translation>El total ahora es B/. {total}: los B/. {cash} en efectivo ya no cuentan. Cobre otra vez.</translation>
    </message>
    <message>
        <source>Who will practise?</source>
        <translation>¿Quién va a practicar?</translation>
    </message>
    <message>
        <source>Touch your name and type your PIN. Practice begins then.</source>
        <translation>Toque su nombre y escriba su PIN. Ahí empieza la práctica.</translation>
    </message>
    <message>
        <source>Said already</source>
        <translation>Ya se dijo</translation>
    </message>
    <message>
        <source>What became of this payment of {number} was said before. Nothing changed.</source>
        <translation>Ya se había dicho qué pasó con este pago de {number}. Nada cambió.</translation>
    </message>
    <message>
        <source>Change corrected</source>
        <translation>Vuelto corregido</translation>
    </message>
    <message>
        <source>Hand back B/. {change}. The receipt {number} stays as it is.</source>
        <translation>Entregue B/. {change}. El recibo {number} queda igual.</translation>
    </message>
    <message>
        <source>Less than the cash due</source>
        <translation>Menos que lo cobrado</translation>
    </message>
    <message>
        <source>At least B/. {amount} in cash were due. Nothing changed; type the true amount.</source>
        <translation>Se cobraron B/. {amount} en efectivo. Nada cambió; escriba lo que le entregaron.</translation>
    </message>
    <message>
        <source>The same as before</source>
        <translation>Lo mismo que antes</translation>
    </message>
    <message>
        <source>That is what already stands as received. Nothing changed.</source>
        <translation>Eso ya figura como recibido. Nada cambió.</translation>
    </message>
    <message>
        <source>No cash in this sale</source>
        <translation>Sin efectivo en esta venta</translation>
    </message>
    <message>
        <source>Nothing was received in cash, so no change can be corrected.</source>
        <translation>No se recibió efectivo, así que no hay vuelto que corregir.</translation>
    </message>
    <message>
        <source>No change on the screen</source>
        <translation>No hay vuelto en pantalla</translation>
    </message>
    <message>
        <source>What was received can be corrected until the next sale begins.</source>
        <translation>Lo recibido se puede corregir hasta que empiece la próxima venta.</translation>
    </message>
    <message>
        <source>This till was disabled</source>
        <translation>Esta caja fue desactivada</translation>
    </message>
    <message>
        <source>It sells on for {hours} h and keeps all it holds. Tell your supervisor.</source>
        <translation>Sigue vendiendo {hours} h más y conserva todo lo que guarda. Avise a su supervisor.</translation>
    </message>
    <message>
        <source>This till is locked</source>
        <translation>Esta caja está bloqueada</translation>
    </message>
    <message>
        <source>All it sold is kept. To sell again it must be enrolled again.</source>
        <translation>Todo lo vendido se conserva. Para volver a vender hay que inscribirla de nuevo.</translation>
    </message>
    <message>
        <source>Give the customer back the B/. {cash} taken in cash; the sale is on record with its reason.</source>
        <translation>Devuelva al cliente los B/. {cash} recibidos en efectivo; la venta quedó registrada con su motivo.</translation>
    </message>
    <message>
        <source>The clock is wrong</source>
        <translation>El reloj está mal</translation>
    </message>
    <message>
        <source>It is {minutes} min from the centre&apos;s. Selling goes on; correct the computer&apos;s time.</source>
        <translation>Difiere {minutes} min de la central. Se sigue vendiendo; corrija la hora del equipo.</translation>
    </message>
    <message>
        <source>Not the centre</source>
        <translation>No es la central</translation>
    </message>
    <message>
        <source>Who answers is not proved to be the centre: it was given nothing. Keep selling; tell support.</source>
        <translation>Quien responde no probó ser la central: no se le entregó nada. Siga vendiendo; avise a soporte.</translation>
    </message>
    <message>
        <source>Keep selling: all is kept here. Touch the connection above to see why.</source>
        <translation>Siga vendiendo: todo queda aquí. Toque la conexión arriba para ver por qué.</translation>
    </message>
    <message>
        <source>Two tills share one identity</source>
        <translation>Dos cajas con una identidad</translation>
    </message>
    <message>
        <source>Keep selling: all is kept here. Tell your supervisor: the true till must be enrolled again.</source>
        <translation>Siga vendiendo: todo se guarda aquí. Avise a su supervisor: la caja verdadera debe inscribirse de nuevo.</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decidida</translation>
    </message>
    <message>
        <source>The centre has it. The sale shows how it was decided, and who did.</source>
        <translation>La central ya lo sabe. La venta muestra cómo se decidió y quién.</translation>
    </message>
    <message>
        <source>The centre does not take this PIN. Nothing was decided; type it again.</source>
        <translation>La central no acepta ese PIN. No se decidió nada; escríbalo otra vez.</translation>
    </message>
    <message>
        <source>Too many wrong PINs</source>
        <translation>Demasiados PIN incorrectos</translation>
    </message>
    <message>
        <source>Nothing was decided. Wait {wait} before the next PIN, or let another person decide.</source>
        <translation>No se decidió nada. Espere {wait} antes del próximo PIN, o que decida otra persona.</translation>
    </message>
    <message>
        <source>Not for this person</source>
        <translation>No le toca a esta persona</translation>
    </message>
    <message>
        <source>{name} may not decide this one. Nothing was decided; choose another person.</source>
        <translation>{name} no puede decidir ésta. No se decidió nada; elija a otra persona.</translation>
    </message>
    <message>
        <source>Already decided</source>
        <translation>Ya estaba decidida</translation>
    </message>
    <message>
        <source>Somebody was first, as it says here. Nothing changed now.</source>
        <translation>Alguien fue primero, como dice aquí. Ahora no cambió nada.</translation>
    </message>
    <message>
        <source>No longer in review</source>
        <translation>Ya no está en revisión</translation>
    </message>
    <message>
        <source>The centre keeps no such review any more. Nothing changed now.</source>
        <translation>La central ya no guarda esa revisión. Ahora no cambió nada.</translation>
    </message>
    <message>
        <source>The centre does not accept it</source>
        <translation>La central no lo acepta</translation>
    </message>
    <message>
        <source>Nothing was decided and the sale does not change. Choose another way, or ask support. {code}</source>
        <translation>No se decidió nada y la venta no cambia. Elija otra forma o pregunte a soporte. {code}</translation>
    </message>
    <message>
        <source>Deciding needs the network</source>
        <translation>Para decidir hace falta conexión</translation>
    </message>
    <message>
        <source>Nothing was decided and the sale does not change meanwhile. Decide when the till is online.</source>
        <translation>No se decidió nada y la venta no cambia mientras tanto. Decida cuando haya conexión.</translation>
    </message>
    <message>
        <source>No answer from the centre</source>
        <translation>La central no respondió</translation>
    </message>
    <message>
        <source>We do not know if it was decided; the list will tell. Deciding the same again does no harm.</source>
        <translation>No sabemos si quedó decidida; la lista lo dirá. Decidir lo mismo otra vez no hace daño.</translation>
    </message>
    <message>
        <source>The till&apos;s key is missing</source>
        <translation>Falta la llave de la caja</translation>
    </message>
    <message>
        <source>Nothing was decided. Keep selling; your administrator must enrol this till again.</source>
        <translation>No se decidió nada. Siga vendiendo; su administrador debe inscribir la caja otra vez.</translation>
    </message>
    <message>
        <source>A word of why is missing</source>
        <translation>Falta una nota</translation>
    </message>
    <message>
        <source>Nothing was decided. Write it on the first line, then decide.</source>
        <translation>No se decidió nada. Escríbala en la primera línea y decida.</translation>
    </message>
    <message>
        <source>Decide it at the centre</source>
        <translation>Decídala en la central</translation>
    </message>
    <message>
        <source>A newer centre offers this way; this till cannot carry it out. Nothing changed.</source>
        <translation>Una central más nueva ofrece esta forma; esta caja no puede. No cambió nada.</translation>
    </message>
    <message>
        <source>Nobody here may decide</source>
        <translation>Aquí nadie puede decidir</translation>
    </message>
    <message>
        <source>It is decided at the centre, by whom it says here. The sale stands; keep selling.</source>
        <translation>Se decide en la central, por quien dice aquí. La venta queda; siga vendiendo.</translation>
    </message>
    <message>
        <source>This person&apos;s rights have run out</source>
        <translation>Los permisos de esta persona vencieron</translation>
    </message>
    <message>
        <source>The till has been without the centre for too long. Nothing changed; ask for the remote code, or connect the till.</source>
        <translation>Esta caja lleva demasiado tiempo sin la central. Nada cambió; pida el código remoto o conecte la caja.</translation>
    </message>
    <message>
        <source>Your access here has ended</source>
        <translation>Su acceso en esta caja terminó</translation>
    </message>
    <message>
        <source>Finish this sale; after it the till asks who goes on.</source>
        <translation>Termine esta venta; después la caja pregunta quién sigue.</translation>
    </message>
    <message>
        <source>The staff list is not accepted</source>
        <translation>Lista de personal no aceptada</translation>
    </message>
    <message>
        <source>It could not be verified ({reason}). People and permissions stay as they were and selling goes on; tell support.</source>
        <translation>No se pudo verificar ({reason}). Las personas y los permisos siguen como estaban y se sigue vendiendo; avise a soporte.</translation>
    </message>
    <message>
        <source>Prices are from {as_of}</source>
        <translation>Los precios son de {as_of}</translation>
    </message>
    <message>
        <source>Selling goes on with them. They are renewed by themselves once the centre answers.</source>
        <translation>Se sigue vendiendo con ellos. Se renuevan solos cuando la central responda.</translation>
    </message>
    <message>
        <source>Promotions are from {as_of}</source>
        <translation>Las promociones son de {as_of}</translation>
    </message>
    <message>
        <source>Those that end on their date end all the same. New ones come once the centre answers.</source>
        <translation>Las que vencen en su fecha vencen igual. Las nuevas llegan cuando la central responda.</translation>
    </message>
    <message>
        <source>Tax rates are from {as_of}</source>
        <translation>Las tasas son de {as_of}</translation>
    </message>
    <message>
        <source>Selling goes on with them; the centre checks every sale by the rates of its day.</source>
        <translation>Se sigue vendiendo con ellas; la central revisa cada venta con las tasas de su día.</translation>
    </message>
    <message>
        <source>Staff list is from {as_of}</source>
        <translation>Lista de personal de {as_of}</translation>
    </message>
    <message>
        <source>Signing in and cash sales never expire. After three days some may no longer authorise until the centre answers.</source>
        <translation>Entrar y vender en efectivo nunca vence. Después de tres días algunos no podrán autorizar hasta que la central responda.</translation>
    </message>
    <message>
        <source>Prices are over a week old</source>
        <translation>Precios de más de una semana</translation>
    </message>
    <message>
        <source>Cash sales go on. Once this shift a supervisor says that these prices may go on.</source>
        <translation>Las ventas en efectivo siguen. Una vez por turno un supervisor confirma que se siga con ellos.</translation>
    </message>
    <message>
        <source>The centre changes much at once</source>
        <translation>La central cambia demasiado</translation>
    </message>
    <message>
        <source>What is here sells on. A supervisor looks at it and decides.</source>
        <translation>Se vende con lo que hay. Un supervisor lo revisa y decide.</translation>
    </message>
    <message>
        <source>This badge does not decide this</source>
        <translation>Este carné no decide esto</translation>
    </message>
    <message>
        <source>Nothing was decided. One of the people listed scans their badge or is picked.</source>
        <translation>No se decidió nada. Una de las personas de la lista escanea su carné o se elige.</translation>
    </message>
</context>
<context>
    <name>Pad</name>
    <message>
        <source>Delete last</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Plus</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrar</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Go back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Descuento</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>Este renglón</translation>
    </message>
    <message>
        <source>Whole sale</source>
        <translation>Toda la venta</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Por ciento</translation>
    </message>
    <message>
        <source>Balboas</source>
        <translation>Balboas</translation>
    </message>
    <message>
        <source>By law</source>
        <translation>Por ley</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>Cuánto</translation>
    </message>
    <message>
        <source>Document seen</source>
        <translation>Documento visto</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Retirement card</source>
        <translation>Carné de jubilado</translation>
    </message>
    <message>
        <source>Last digits of the document</source>
        <translation>Últimos dígitos del documento</translation>
    </message>
    <message>
        <source>Discount {amount}</source>
        <translation>Descuento {amount}</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Remove discount</source>
        <translation>Quitar descuento</translation>
    </message>
    <message>
        <source>Discount {percent} % (limit {limit} %)</source>
        <translation>Descuento {percent} % (límite {limit} %)</translation>
    </message>
    <message>
        <source>Discounts {amount} (limit {limit})</source>
        <translation>Descuentos {amount} (límite {limit})</translation>
    </message>
    <message>
        <source>Before money is taken</source>
        <translation>Antes de cobrar</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Producto golpeado</translation>
    </message>
    <message>
        <source>About to expire</source>
        <translation>Por vencer</translation>
    </message>
    <message>
        <source>Courtesy</source>
        <translation>Cortesía</translation>
    </message>
    <message>
        <source>Agreed price</source>
        <translation>Precio acordado</translation>
    </message>
    <message>
        <source>Lower price on the shelf</source>
        <translation>Precio exhibido menor</translation>
    </message>
    <message>
        <source>Wrong price in the list</source>
        <translation>Precio mal cargado</translation>
    </message>
    <message>
        <source>Customer left</source>
        <translation>El cliente se fue</translation>
    </message>
    <message>
        <source>Wrong goods</source>
        <translation>Productos equivocados</translation>
    </message>
    <message>
        <source>Not enough money</source>
        <translation>No le alcanzó el dinero</translation>
    </message>
    <message>
        <source>Wrong payment</source>
        <translation>Pago equivocado</translation>
    </message>
    <message>
        <source>Customer changed their mind</source>
        <translation>El cliente se arrepintió</translation>
    </message>
    <message>
        <source>Charged twice</source>
        <translation>Se cobró dos veces</translation>
    </message>
    <message>
        <source>Does not suit</source>
        <translation>No le sirve</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Vencido</translation>
    </message>
    <message>
        <source>Another price</source>
        <translation>Otro precio</translation>
    </message>
    <message>
        <source>Price now</source>
        <translation>Precio actual</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>Precio nuevo</translation>
    </message>
    <message>
        <source>Price of each</source>
        <translation>Precio por unidad</translation>
    </message>
    <message>
        <source>Another price than the list&apos;s</source>
        <translation>Otro precio que el de la lista</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>It is printed on the receipt</source>
        <translation>Sale impresa en el recibo</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Why {amount}?</source>
        <translation>¿Por qué {amount}?</translation>
    </message>
    <message>
        <source>Price of the list</source>
        <translation>Precio de lista</translation>
    </message>
    <message>
        <source>Quantity by price</source>
        <translation>Cantidad por precio</translation>
    </message>
    <message>
        <source>Price on its label</source>
        <translation>Precio de su etiqueta</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>Promoción</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Price of list {list}, version {version}, as of {time}.</source>
        <translation>Precio de la lista {list}, versión {version}, de las {time}.</translation>
    </message>
    <message>
        <source>Price of version {version}, as of {time}.</source>
        <translation>Precio de la versión {version}, de las {time}.</translation>
    </message>
    <message>
        <source>This product is no longer in the catalogue; the price is that of the moment it was added.</source>
        <translation>Este producto ya no está en el catálogo; el precio es el del momento en que se agregó.</translation>
    </message>
    <message>
        <source>Price check</source>
        <translation>Consultar precio</translation>
    </message>
    <message>
        <source>Scan or type a name</source>
        <translation>Escanee o escriba un nombre</translation>
    </message>
    <message>
        <source>No product matches. Try fewer letters.</source>
        <translation>Ningún producto coincide. Pruebe con menos letras.</translation>
    </message>
    <message>
        <source>See price</source>
        <translation>Ver precio</translation>
    </message>
    <message>
        <source>Add to the sale</source>
        <translation>Agregar a la venta</translation>
    </message>
    <message>
        <source>ITBMS</source>
        <translation>ITBMS</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>name, cédula, RUC or phone</source>
        <translation>nombre, cédula, RUC o teléfono</translation>
    </message>
    <message>
        <source>Type who buys, or scan their card.</source>
        <translation>Escriba quién compra o escanee su tarjeta.</translation>
    </message>
    <message>
        <source>Nobody found. Enter makes a new customer.</source>
        <translation>No se encontró a nadie. Enter crea un cliente nuevo.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Nuevo cliente</translation>
    </message>
    <message>
        <source>Walk-in customer</source>
        <translation>Consumidor final</translation>
    </message>
    <message>
        <source>Points (at {time})</source>
        <translation>Puntos (a las {time})</translation>
    </message>
    <message>
        <source>Points (of {day}, {time})</source>
        <translation>Puntos (del {day}, {time})</translation>
    </message>
    <message>
        <source>Credit left (at {time})</source>
        <translation>Crédito disponible (a las {time})</translation>
    </message>
    <message>
        <source>Credit left (of {day}, {time})</source>
        <translation>Crédito disponible (del {day}, {time})</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Descuentos</translation>
    </message>
    <message>
        <source>No credit and no points for now; buying is fine.</source>
        <translation>Por ahora sin crédito ni puntos; puede comprar.</translation>
    </message>
    <message>
        <source>Points and credit are not known here yet.</source>
        <translation>Aquí aún no se conocen sus puntos ni su crédito.</translation>
    </message>
    <message>
        <source>These figures are not recent: no more than this until the centre answers.</source>
        <translation>Los datos no son recientes: no más que esto hasta que la central responda.</translation>
    </message>
    <message>
        <source>May we keep your data for purchases, points and credit?</source>
        <translation>¿Acepta que guardemos sus datos para compras, puntos y crédito?</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>Acepta</translation>
    </message>
    <message>
        <source>Does not agree</source>
        <translation>No acepta</translation>
    </message>
    <message>
        <source>National ID</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Company RUC</source>
        <translation>RUC de empresa</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Pasaporte</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>opcional</translation>
    </message>
    <message>
        <source>Save and use</source>
        <translation>Guardar y usar</translation>
    </message>
    <message>
        <source>{name} has this document. Esc goes back to the customers.</source>
        <translation>{name} ya tiene este documento. Esc vuelve a los clientes.</translation>
    </message>
    <message>
        <source>DV {given} does not check; it should be {expected}. It may be kept.</source>
        <translation>El DV {given} no cuadra; debería ser {expected}. Puede guardarse así.</translation>
    </message>
    <message>
        <source>Such a document seldom looks like this. It may be kept.</source>
        <translation>Este documento no suele escribirse así. Puede guardarse.</translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation>Ventas en espera</translation>
    </message>
    <message>
        <source>No sale is parked.</source>
        <translation>No hay ventas en espera.</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Recuperar</translation>
    </message>
    <message>
        <source>Parked {number}</source>
        <translation>En espera {number}</translation>
    </message>
    <message>
        <source>{time} · lines: {lines}</source>
        <translation>{time} · renglones: {lines}</translation>
    </message>
    <message>
        <source>Payment without answer</source>
        <translation>Pago sin respuesta</translation>
    </message>
    <message>
        <source>Give the sale up</source>
        <translation>Anular la venta abierta</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Renglones</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Anular</translation>
    </message>
    <message>
        <source>Left of it</source>
        <translation>Queda</translation>
    </message>
    <message>
        <source>Customer&apos;s discount, {percent}</source>
        <translation>Descuento del cliente, {percent}</translation>
    </message>
    <message>
        <source>Share of the sale&apos;s discount</source>
        <translation>Parte del descuento de la venta</translation>
    </message>
    <message>
        <source>Share of the points</source>
        <translation>Parte de los puntos</translation>
    </message>
    <message>
        <source>Points {points} (at {time})</source>
        <translation>Puntos {points} (a las {time})</translation>
    </message>
    <message>
        <source>Points {points} (of {day}, {time})</source>
        <translation>Puntos {points} (del {day}, {time})</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Number of the receipt</source>
        <translation>Número del recibo</translation>
    </message>
    <message>
        <source>Scan the receipt, or type its number</source>
        <translation>Escanee el recibo o escriba su número</translation>
    </message>
    <message>
        <source>Another receipt</source>
        <translation>Otro recibo</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Recibo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Void the sale</source>
        <translation>Anular la venta</translation>
    </message>
    <message>
        <source>Sale {number}</source>
        <translation>Venta {number}</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Anular</translation>
    </message>
    <message>
        <source>Sale voided</source>
        <translation>Venta anulada</translation>
    </message>
    <message>
        <source>Give back now</source>
        <translation>Entregue ahora</translation>
    </message>
    <message>
        <source>The paper is printing: have the customer sign it and keep it.</source>
        <translation>El papel se está imprimiendo: pida la firma y guárdelo.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Efectivo</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Yappy</source>
        <translation>Yappy</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferencia</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Puntos</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Crédito del cliente</translation>
    </message>
    <message>
        <source>Returned goods</source>
        <translation>Productos devueltos</translation>
    </message>
    <message>
        <source>Approval of the refund to the card</source>
        <translation>Aprobación del reembolso a la tarjeta</translation>
    </message>
    <message>
        <source>Confirmation of the refund by Yappy</source>
        <translation>Confirmación del reembolso por Yappy</translation>
    </message>
    <message>
        <source>Reference of the transfer back</source>
        <translation>Referencia de la transferencia de vuelta</translation>
    </message>
    <message>
        <source>Missing B/. {amount}</source>
        <translation>Falta B/. {amount}</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Recibir</translation>
    </message>
    <message>
        <source>Last 4 digits</source>
        <translation>Últimos 4 dígitos</translation>
    </message>
    <message>
        <source>Approval code</source>
        <translation>N.º de aprobación</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Lote</translation>
    </message>
    <message>
        <source>Trace number</source>
        <translation>N.º de trace</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Crédito</translation>
    </message>
    <message>
        <source>Debit</source>
        <translation>Débito</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otra</translation>
    </message>
    <message>
        <source>Terminal, batch, trace</source>
        <translation>Terminal, lote, trace</translation>
    </message>
    <message>
        <source>Fewer fields</source>
        <translation>Menos campos</translation>
    </message>
    <message>
        <source>A full card number is never kept. Type its last four digits only.</source>
        <translation>El número completo de la tarjeta nunca se guarda. Escriba solo los últimos cuatro dígitos.</translation>
    </message>
    <message>
        <source>Confirmation code</source>
        <translation>Código de confirmación</translation>
    </message>
    <message>
        <source>Who pays</source>
        <translation>Quién paga</translation>
    </message>
    <message>
        <source>It counts now and is confirmed later with the bank&apos;s list.</source>
        <translation>Vale ahora y se confirma después con la lista del banco.</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Banco</translation>
    </message>
    <message>
        <source>Another bank</source>
        <translation>Otro banco</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>In the name of</source>
        <translation>A nombre de</translation>
    </message>
    <message>
        <source>Not seen yet</source>
        <translation>Aún no se ve</translation>
    </message>
    <message>
        <source>Seen on the account</source>
        <translation>Ya está en la cuenta</translation>
    </message>
    <message>
        <source>Release goods on a transfer not seen: {amount}</source>
        <translation>Entregar con transferencia por confirmar: {amount}</translation>
    </message>
    <message>
        <source>Show QR</source>
        <translation>Mostrar QR</translation>
    </message>
    <message>
        <source>Enter shows a code to scan. Where there is none, type the confirmation code.</source>
        <translation>Enter muestra un código para escanear. Si no hay, escriba el de confirmación.</translation>
    </message>
    <message>
        <source>Yappy with QR</source>
        <translation>Yappy con QR</translation>
    </message>
    <message>
        <source>The customer scans it, here or on their screen</source>
        <translation>El cliente lo escanea, aquí o en su pantalla</translation>
    </message>
    <message>
        <source>Asking for an answer…</source>
        <translation>Esperando respuesta…</translation>
    </message>
    <message>
        <source>Valid for {time}</source>
        <translation>Vale por {time}</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>Consultar ya</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Consultar de nuevo</translation>
    </message>
    <message>
        <source>Approved with this code</source>
        <translation>Aprobado con este código</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>No pagó</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Sin respuesta</translation>
    </message>
    <message>
        <source>Do not charge again before it is clear</source>
        <translation>No cobre otra vez hasta que esté claro</translation>
    </message>
    <message>
        <source>We do not know if B/. {amount} was paid. Look at the customer&apos;s screen: with a code it was.</source>
        <translation>No sabemos si se pagaron B/. {amount}. Mire la pantalla del cliente: con código, sí se pagó.</translation>
    </message>
    <message>
        <source>as the customer&apos;s screen shows it</source>
        <translation>como se ve en la pantalla del cliente</translation>
    </message>
    <message>
        <source>They are worth</source>
        <translation>Valen</translation>
    </message>
    <message>
        <source>How many points</source>
        <translation>Cuántos puntos</translation>
    </message>
    <message>
        <source>Credit beyond the limit: {amount}</source>
        <translation>Crédito sobre el límite: {amount}</translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Último recibo</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Devolución</translation>
    </message>
    <message>
        <source>{number} · {when} · {till}</source>
        <translation>{number} · {when} · {till}</translation>
    </message>
    <message>
        <source>How many come back</source>
        <translation>Cuántos devuelve</translation>
    </message>
    <message>
        <source>Sold {sold}</source>
        <translation>Vendidos {sold}</translation>
    </message>
    <message>
        <source>Sold {sold}, returned {returned}, left {left}</source>
        <translation>Vendidos {sold}, devueltos {returned}, quedan {left}</translation>
    </message>
    <message>
        <source>Nothing left</source>
        <translation>No queda nada</translation>
    </message>
    <message>
        <source>Not known at this till</source>
        <translation>No está en esta caja</translation>
    </message>
    <message>
        <source>Receipt of another till: what others took back is not known here. The centre checks it.</source>
        <translation>Recibo de otra caja: aquí no se sabe qué recibieron otras. La central lo revisa.</translation>
    </message>
    <message>
        <source>Came back before with {numbers}</source>
        <translation>Devuelto antes con {numbers}</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>None of it</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Reembolsar</translation>
    </message>
    <message>
        <source>Return {number}</source>
        <translation>Devolución {number}</translation>
    </message>
    <message>
        <source>Goods taken back</source>
        <translation>Productos recibidos</translation>
    </message>
    <message>
        <source>Points taken back: {points}</source>
        <translation>Puntos descontados: {points}</translation>
    </message>
    <message>
        <source>To refund</source>
        <translation>Reembolso</translation>
    </message>
    <message>
        <source>What does it cost?</source>
        <translation>¿Cuánto cuesta?</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>{amount} if nothing is typed</source>
        <translation>{amount} si no escribe nada</translation>
    </message>
    <message>
        <source>Goods without a list price</source>
        <translation>Artículo sin precio de lista</translation>
    </message>
    <message>
        <source>of {left}</source>
        <translation>de {left}</translation>
    </message>
    <message>
        <source>Scale labels</source>
        <translation>Etiquetas de balanza</translation>
    </message>
    <message>
        <source>Scan a label of goods you know, with its weight or price in the bars.</source>
        <translation>Escanee una etiqueta de un artículo conocido, con su peso o precio en las barras.</translation>
    </message>
    <message>
        <source>Or its digits</source>
        <translation>O sus dígitos</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Which one does the label say?</source>
        <translation>¿Cuál dice la etiqueta?</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Peso</translation>
    </message>
    <message>
        <source>Price with verifier</source>
        <translation>Precio con verificador</translation>
    </message>
    <message>
        <source>Item {item}: weighs {quantity}, so {amount}</source>
        <translation>Artículo {item}: pesa {quantity}, o sea {amount}</translation>
    </message>
    <message>
        <source>Item {item}: costs {amount}, so {quantity}</source>
        <translation>Artículo {item}: cuesta {amount}, o sea {quantity}</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Dígitos</translation>
    </message>
    <message>
        <source>Item {item}</source>
        <translation>Artículo {item}</translation>
    </message>
    <message>
        <source>It takes the place of {old}: labels with these first digits are read anew.</source>
        <translation>Reemplaza a {old}: las etiquetas con estos primeros dígitos se leerán así.</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Recibos</translation>
    </message>
    <message>
        <source>Number, amount, day or customer</source>
        <translation>Número, monto, fecha o cliente</translation>
    </message>
    <message>
        <source>123, 18.54, 24/11, today</source>
        <translation>123, 18.54, 24/11, hoy</translation>
    </message>
    <message>
        <source>This till has no receipts yet</source>
        <translation>Esta caja aún no tiene recibos</translation>
    </message>
    <message>
        <source>No receipt fits that</source>
        <translation>Ningún recibo coincide con eso</translation>
    </message>
    <message>
        <source>See</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>Más antiguos</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Several ways</source>
        <translation>Varias formas</translation>
    </message>
    <message>
        <source>The customer gets</source>
        <translation>El cliente recibe</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Dinero</translation>
    </message>
    <message>
        <source>Other goods</source>
        <translation>Otro producto</translation>
    </message>
    <message>
        <source>Goods that come back</source>
        <translation>Productos que devuelve</translation>
    </message>
    <message>
        <source>Give money back</source>
        <translation>Devolver dinero</translation>
    </message>
    <message>
        <source>Goods bought</source>
        <translation>Productos que compra</translation>
    </message>
    <message>
        <source>Prices changed</source>
        <translation>Cambiaron precios</translation>
    </message>
    <message>
        <source>The list changed while this sale waited. Choose which prices are charged.</source>
        <translation>La lista cambió mientras esta venta esperaba. Elija qué precios se cobran.</translation>
    </message>
    <message>
        <source>It was {amount}</source>
        <translation>Antes {amount}</translation>
    </message>
    <message>
        <source>Charge the new ones</source>
        <translation>Cobrar los de ahora</translation>
    </message>
    <message>
        <source>Keep the earlier ones</source>
        <translation>Dejar los de antes</translation>
    </message>
    <message>
        <source>No parked sale with that name</source>
        <translation>Ninguna venta en espera con ese nombre</translation>
    </message>
    <message>
        <source>Return · {when}</source>
        <translation>Devolución · {when}</translation>
    </message>
    <message>
        <source>Exchange · {when}</source>
        <translation>Cambio · {when}</translation>
    </message>
    <message>
        <source>Void · {when}</source>
        <translation>Anulación · {when}</translation>
    </message>
    <message>
        <source>Payments to confirm</source>
        <translation>Pagos por confirmar</translation>
    </message>
    <message>
        <source>Yappy and transfers of this till, the oldest first</source>
        <translation>Yappy y transferencias de esta caja, lo más antiguo primero</translation>
    </message>
    <message>
        <source>No payment waits to be confirmed.</source>
        <translation>Ningún pago está por confirmar.</translation>
    </message>
    <message>
        <source>Later ones</source>
        <translation>Más recientes</translation>
    </message>
    <message>
        <source>Code or reference</source>
        <translation>Código o referencia</translation>
    </message>
    <message>
        <source>Did the money arrive?</source>
        <translation>¿Llegó el dinero?</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmado</translation>
    </message>
    <message>
        <source>It did not arrive</source>
        <translation>No llegó</translation>
    </message>
    <message>
        <source>The sale stands either way</source>
        <translation>La venta queda igual</translation>
    </message>
    <message>
        <source>{number}: B/. {amount} confirmed.</source>
        <translation>{number}: B/. {amount} confirmado.</translation>
    </message>
    <message>
        <source>{number}: B/. {amount} did not arrive; in review.</source>
        <translation>{number}: B/. {amount} no llegó; queda en revisión.</translation>
    </message>
    <message>
        <source>It is not in the account</source>
        <translation>No está en la cuenta</translation>
    </message>
    <message>
        <source>Another amount arrived</source>
        <translation>Llegó otro monto</translation>
    </message>
    <message>
        <source>The bank sent it back</source>
        <translation>El banco la devolvió</translation>
    </message>
    <message>
        <source>Correct received</source>
        <translation>Corregir lo recibido</translation>
    </message>
    <message>
        <source>How much cash did the customer hand over?</source>
        <translation>¿Cuánto efectivo entregó el cliente?</translation>
    </message>
    <message>
        <source>Received so far</source>
        <translation>Recibido hasta ahora</translation>
    </message>
    <message>
        <source>Change to hand back</source>
        <translation>Vuelto que entregar</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Corregir</translation>
    </message>
    <message>
        <source>Receipt {number} stays as it is</source>
        <translation>El recibo {number} queda igual</translation>
    </message>
    <message>
        <source>Cash to give back</source>
        <translation>Efectivo por devolver</translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation>Promociones</translation>
    </message>
    <message>
        <source>Promotions of now hold; those of before cannot be kept.</source>
        <translation>Valen las promociones de ahora; las de antes no se pueden dejar.</translation>
    </message>
    <message>
        <source>Promotions changed</source>
        <translation>Cambiaron las promociones</translation>
    </message>
    <message>
        <source>Name of the parked sale</source>
        <translation>Nombre de la venta en espera</translation>
    </message>
    <message>
        <source>Name…</source>
        <translation>Nombre…</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>Anular…</translation>
    </message>
    <message>
        <source>Choose which one</source>
        <translation>Elija cuál</translation>
    </message>
    <message>
        <source>Sending and review</source>
        <translation>Envíos y revisión</translation>
    </message>
    <message>
        <source>{count} to send</source>
        <translation>{count} por enviar</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Enviar ahora</translation>
    </message>
    <message>
        <source>The oldest</source>
        <translation>Lo más antiguo</translation>
    </message>
    <message>
        <source>Next try in</source>
        <translation>Próximo intento en</translation>
    </message>
    <message>
        <source>Being sent now</source>
        <translation>Se envían ahora</translation>
    </message>
    <message>
        <source>Last batch</source>
        <translation>Último lote</translation>
    </message>
    <message>
        <source>{done} of {total} sent</source>
        <translation>{done} de {total} enviados</translation>
    </message>
    <message>
        <source>{done} of {total} sent · {left} left</source>
        <translation>{done} de {total} enviados · faltan {left}</translation>
    </message>
    <message>
        <source>Everything goes to the centre by itself. Keep selling.</source>
        <translation>Todo sale solo hacia la central. Siga vendiendo.</translation>
    </message>
    <message>
        <source>All sent at {time}.</source>
        <translation>Todo enviado a las {time}.</translation>
    </message>
    <message>
        <source>Nothing to send.</source>
        <translation>Nada por enviar.</translation>
    </message>
    <message>
        <source>Offline. Keep selling: all is kept here and sent by itself. If it lasts, check cable or Wi-Fi.</source>
        <translation>Sin conexión. Siga vendiendo: todo queda aquí y se envía solo. Si dura, revise el cable de red o el Wi-Fi.</translation>
    </message>
    <message>
        <source>The centre gave no answer. Keep selling: all is kept here and tried again by itself.</source>
        <translation>La central no respondió. Siga vendiendo: todo queda aquí y se intenta otra vez solo.</translation>
    </message>
    <message>
        <source>The network asks to sign in first. Accept on its page in a browser; then all is sent by itself.</source>
        <translation>La red pide entrar primero. Abra su página en un navegador y acepte; luego todo se envía solo. Siga vendiendo.</translation>
    </message>
    <message>
        <source>Nothing is sent for now. Keep selling: all is kept here.</source>
        <translation>Por ahora no se envía nada. Siga vendiendo: todo queda aquí.</translation>
    </message>
    <message>
        <source>Who answers is not proved to be the centre: it was given nothing. Check the date; tell support.</source>
        <translation>Quien responde no pudo probar que es la central; no se le entregó nada. Revise fecha y red, y avise a soporte.</translation>
    </message>
    <message>
        <source>This till has no centre: all is kept here.</source>
        <translation>Esta caja no tiene central: todo queda aquí.</translation>
    </message>
    <message>
        <source>What is practised is never sent.</source>
        <translation>Lo que se practica nunca se envía.</translation>
    </message>
    <message>
        <source>The centre does not know this till. Keep selling; your administrator must enrol it again.</source>
        <translation>La central no reconoce esta caja. Siga vendiendo; su administrador debe inscribirla otra vez.</translation>
    </message>
    <message>
        <source>The till&apos;s keys are missing here. Keep selling; your administrator must enrol it again.</source>
        <translation>Faltan las llaves de la caja en este equipo. Siga vendiendo; su administrador debe inscribirla otra vez.</translation>
    </message>
    <message>
        <source>The computer&apos;s key store is locked. Sign in to the computer; the till tries again in 5 minutes.</source>
        <translation>El llavero del equipo está cerrado. Ábralo entrando a la sesión del equipo; la caja intenta otra vez en 5 minutos.</translation>
    </message>
    <message>
        <source>The computer&apos;s key store does not answer. Keep selling; restart the computer after closing.</source>
        <translation>El llavero del equipo no responde. Siga vendiendo; si dura, reinicie el equipo después del cierre.</translation>
    </message>
    <message>
        <source>The till&apos;s keys are damaged. Keep selling; your administrator must enrol it again.</source>
        <translation>Las llaves de la caja están dañadas. Siga vendiendo; su administrador debe inscribirla otra vez.</translation>
    </message>
    <message>
        <source>The centre has disabled this till. Nothing is lost; ask your administrator if that is meant.</source>
        <translation>La central desactivó esta caja. Nada se perdió; pregunte a su administrador si es así.</translation>
    </message>
    <message>
        <source>The centre knows this till under another shop. Keep selling; tell your administrator.</source>
        <translation>La central conoce esta caja en otro local. Siga vendiendo; avise a su administrador.</translation>
    </message>
    <message>
        <source>The centre knows a newer copy of this till. Nothing is lost; this one must be enrolled again.</source>
        <translation>La central conoce una copia más nueva de esta caja. Nada se perdió; para enviar hay que inscribirla otra vez.</translation>
    </message>
    <message>
        <source>The centre asks for a newer program. Keep selling; update Cuadre after closing.</source>
        <translation>La central pide un programa más nuevo. Siga vendiendo; actualice Cuadre después del cierre.</translation>
    </message>
    <message>
        <source>The till&apos;s clock is {minutes} min slow. Correct the computer&apos;s time.</source>
        <translation>El reloj de la caja está {minutes} min atrasado. Corrija la hora del equipo.</translation>
    </message>
    <message>
        <source>The till&apos;s clock is {minutes} min fast. Correct the computer&apos;s time.</source>
        <translation>El reloj de la caja está {minutes} min adelantado. Corrija la hora del equipo.</translation>
    </message>
    <message>
        <source>The centre holds something else than this till. Nothing is lost; tell support. {code}</source>
        <translation>La central tiene algo distinto a esta caja. Nada se perdió; avise a soporte. {code}</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Ventas</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Devoluciones</translation>
    </message>
    <message>
        <source>Voids</source>
        <translation>Anulaciones</translation>
    </message>
    <message>
        <source>Cash and drawer</source>
        <translation>Efectivo y gaveta</translation>
    </message>
    <message>
        <source>Shifts and reports</source>
        <translation>Turnos y cortes</translation>
    </message>
    <message>
        <source>People and permissions</source>
        <translation>Personas y permisos</translation>
    </message>
    <message>
        <source>Other records</source>
        <translation>Otros registros</translation>
    </message>
    <message>
        <source>In review · {time}</source>
        <translation>En revisión · {time}</translation>
    </message>
    <message>
        <source>Held · {time}</source>
        <translation>Retenido · {time}</translation>
    </message>
    <message>
        <source>Waits for enrolment · {time}</source>
        <translation>Espera inscripción · {time}</translation>
    </message>
    <message>
        <source>The centre saw less stock</source>
        <translation>La central vio menos existencias</translation>
    </message>
    <message>
        <source>The price was another one</source>
        <translation>El precio era otro</translation>
    </message>
    <message>
        <source>The promotion had ended</source>
        <translation>La promoción había terminado</translation>
    </message>
    <message>
        <source>The tax was another one</source>
        <translation>El impuesto era otro</translation>
    </message>
    <message>
        <source>The sum does not agree</source>
        <translation>La suma no cuadra</translation>
    </message>
    <message>
        <source>The customer is blocked</source>
        <translation>El cliente está bloqueado</translation>
    </message>
    <message>
        <source>Over the customer&apos;s credit</source>
        <translation>Pasa del crédito del cliente</translation>
    </message>
    <message>
        <source>The centre does not know the product</source>
        <translation>La central no conoce el producto</translation>
    </message>
    <message>
        <source>More came back than was sold</source>
        <translation>Se devolvió más de lo vendido</translation>
    </message>
    <message>
        <source>The number was used before</source>
        <translation>El número ya se había usado</translation>
    </message>
    <message>
        <source>A number is missing</source>
        <translation>Falta un número</translation>
    </message>
    <message>
        <source>The till&apos;s clock was wrong</source>
        <translation>El reloj de la caja estaba mal</translation>
    </message>
    <message>
        <source>The person no longer had that permission</source>
        <translation>La persona ya no tenía ese permiso</translation>
    </message>
    <message>
        <source>The payment is not confirmed</source>
        <translation>El pago no está confirmado</translation>
    </message>
    <message>
        <source>The sale it belongs to is missing</source>
        <translation>Falta la venta a la que pertenece</translation>
    </message>
    <message>
        <source>The Z report does not agree</source>
        <translation>El cierre Z no cuadra</translation>
    </message>
    <message>
        <source>Kept until the till is enrolled again</source>
        <translation>Guardado hasta inscribir la caja otra vez</translation>
    </message>
    <message>
        <source>The centre fails on what stands below. It is kept and tried again by itself; the rest goes on.</source>
        <translation>La central falla con lo que está abajo. Se guarda y se prueba otra vez por separado; lo demás sigue.</translation>
    </message>
    <message>
        <source>Kept here; the rest goes on. {code}</source>
        <translation>Queda aquí; lo demás sigue. {code}</translation>
    </message>
    <message>
        <source>All the rest is sent. What stands below waits for a person.</source>
        <translation>Lo demás está enviado. Lo de abajo espera a una persona.</translation>
    </message>
    <message>
        <source>The centre could not read it; it is tried each day</source>
        <translation>La central no pudo leerlo; se intenta cada día</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Por enviar</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>En revisión</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Retenido</translation>
    </message>
    <message>
        <source>{paid} · {state}</source>
        <translation>{paid} · {state}</translation>
    </message>
    <message>
        <source>Tried by itself · {time}</source>
        <translation>Se prueba sola · {time}</translation>
    </message>
    <message>
        <source>The centre fails on it; the rest goes on</source>
        <translation>Falla solo esto; lo demás sigue</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>Revisiones</translation>
    </message>
    <message>
        <source>{open} to decide · {done} decided lately</source>
        <translation>{open} por decidir · {done} decididas hace poco</translation>
    </message>
    <message>
        <source>Nothing to review.</source>
        <translation>Nada por revisar.</translation>
    </message>
    <message>
        <source>Reviews ({count})</source>
        <translation>Revisiones ({count})</translation>
    </message>
    <message>
        <source>{title}: {what}</source>
        <translation>{title}: {what}</translation>
    </message>
    <message>
        <source>{number} · {role} decides</source>
        <translation>{number} · decide {role}</translation>
    </message>
    <message>
        <source>{role} decides</source>
        <translation>decide {role}</translation>
    </message>
    <message>
        <source>until {when}</source>
        <translation>hasta {when}</translation>
    </message>
    <message>
        <source>{age} late</source>
        <translation>{age} de atraso</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>mañana {time}</translation>
    </message>
    <message>
        <source>{number} · {done}</source>
        <translation>{number} · {done}</translation>
    </message>
    <message>
        <source>Resolved: {done}</source>
        <translation>Resuelta: {done}</translation>
    </message>
    <message>
        <source>The reviews cannot be read now. What is sold is not touched.</source>
        <translation>Las revisiones no se pueden leer ahora. Lo vendido no se toca.</translation>
    </message>
    <message>
        <source>About this till&apos;s records</source>
        <translation>Sobre los registros de esta caja</translation>
    </message>
    <message>
        <source>Decides</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>The centre had</source>
        <translation>La central tenía</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Se vendió</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Quedó</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decidida</translation>
    </message>
    <message>
        <source>Deciding needs the network. The sale does not change meanwhile.</source>
        <translation>Para decidir hace falta conexión. La venta no cambia mientras tanto.</translation>
    </message>
    <message>
        <source>Nobody at this till may decide it. It is for {role}, at the centre; keep selling.</source>
        <translation>En esta caja nadie puede decidirla. Le toca a {role}, en la central; siga vendiendo.</translation>
    </message>
    <message>
        <source>The centre has decided it: {done}.</source>
        <translation>La central la resolvió: {done}.</translation>
    </message>
    <message>
        <source>Later sales of it are in the same review.</source>
        <translation>Las ventas siguientes están en la misma revisión.</translation>
    </message>
    <message>
        <source>Who decides?</source>
        <translation>¿Quién decide?</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Contado</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Decidir</translation>
    </message>
    <message>
        <source>The centre is asked. You may go back to the sale: it decides all the same.</source>
        <translation>Se pregunta a la central. Puede volver a la venta: se decide igual.</translation>
    </message>
    <message>
        <source>What really left the shop?</source>
        <translation>¿Qué salió de verdad?</translation>
    </message>
    <message>
        <source>Who really bought?</source>
        <translation>¿Quién compró de verdad?</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Elegir</translation>
    </message>
    <message>
        <source>Nothing found with that.</source>
        <translation>No se encontró nada con eso.</translation>
    </message>
    <message>
        <source>Type a name or a code, or scan it.</source>
        <translation>Escriba un nombre o un código, o escanéelo.</translation>
    </message>
    <message>
        <source>{outcome}: {what}</source>
        <translation>{outcome}: {what}</translation>
    </message>
    <message>
        <source>the centre</source>
        <translation>la central</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor/a</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Gerente</translation>
    </message>
    <message>
        <source>Accounting</source>
        <translation>Contabilidad</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Catálogo</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Soporte</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrador/a</translation>
    </message>
    <message>
        <source>The same record came with other content</source>
        <translation>El mismo registro llegó con otro contenido</translation>
    </message>
    <message>
        <source>A record does not follow the last</source>
        <translation>Un registro no sigue al anterior</translation>
    </message>
    <message>
        <source>The centre does not understand it yet</source>
        <translation>La central aún no lo entiende</translation>
    </message>
    <message>
        <source>The centre does not know the customer</source>
        <translation>La central no conoce al cliente</translation>
    </message>
    <message>
        <source>The centre asks for a look. {code}</source>
        <translation>La central pide que se mire. {code}</translation>
    </message>
    <message>
        <source>The centre counts less than nothing of a product: more was sold than counted.</source>
        <translation>La central cuenta menos que nada de un producto: se vendió más de lo contado.</translation>
    </message>
    <message>
        <source>A product was charged at another price than the list&apos;s.</source>
        <translation>Un producto se cobró a otro precio que el de la lista.</translation>
    </message>
    <message>
        <source>A promotion was given after it had ended.</source>
        <translation>Se aplicó una promoción que ya había terminado.</translation>
    </message>
    <message>
        <source>A product was charged with another tax than the one in force.</source>
        <translation>Un producto se cobró con otro ITBMS que el vigente.</translation>
    </message>
    <message>
        <source>Lines, tax and payments do not add up. Its stock and points wait.</source>
        <translation>Renglones, ITBMS y pagos no suman. Sus existencias y puntos esperan.</translation>
    </message>
    <message>
        <source>It was sold to a customer who is blocked at the centre.</source>
        <translation>Se vendió a un cliente bloqueado en la central.</translation>
    </message>
    <message>
        <source>The customer owes more than the credit allows.</source>
        <translation>El cliente debe más de lo que permite su crédito.</translation>
    </message>
    <message>
        <source>The centre does not know a product of this sale: that line waits.</source>
        <translation>La central no conoce un producto de esta venta: ese renglón espera.</translation>
    </message>
    <message>
        <source>More came back than was sold: two tills took it back without seeing each other.</source>
        <translation>Volvió más de lo que se vendió: dos cajas lo recibieron sin verse.</translation>
    </message>
    <message>
        <source>The number of this receipt had been used before.</source>
        <translation>El número de este recibo ya se había usado.</translation>
    </message>
    <message>
        <source>A number is missing among the receipts of this till.</source>
        <translation>Falta un número entre los recibos de esta caja.</translation>
    </message>
    <message>
        <source>The same record came twice with other content. It may be damage or tampering.</source>
        <translation>El mismo registro llegó dos veces con otro contenido. Puede ser daño o alteración.</translation>
    </message>
    <message>
        <source>A record does not follow the one before it. It may be damage or tampering.</source>
        <translation>Un registro no sigue al anterior. Puede ser daño o alteración.</translation>
    </message>
    <message>
        <source>The till&apos;s clock was far from the true time.</source>
        <translation>El reloj de la caja estaba lejos de la hora verdadera.</translation>
    </message>
    <message>
        <source>Somebody allowed it whose permission had been withdrawn.</source>
        <translation>Lo permitió alguien a quien ya se le había quitado el permiso.</translation>
    </message>
    <message>
        <source>Nothing shows that a payment of this sale arrived.</source>
        <translation>No consta que llegara un pago de esta venta.</translation>
    </message>
    <message>
        <source>What it refers to has not reached the centre. It waits until that comes.</source>
        <translation>Aquello a lo que se refiere no ha llegado a la central. Espera hasta que llegue.</translation>
    </message>
    <message>
        <source>The centre does not understand this record yet. It is kept whole.</source>
        <translation>La central no entiende todavía este registro. Se guarda entero.</translation>
    </message>
    <message>
        <source>A Z report does not agree with what reached the centre.</source>
        <translation>Un Cierre Z no cuadra con lo que llegó a la central.</translation>
    </message>
    <message>
        <source>The centre asks a person to look at it; this till has no words for why. {code}</source>
        <translation>La central pide que alguien lo mire; esta caja no tiene palabras para el porqué. {code}</translation>
    </message>
    <message>
        <source>There are {after} of “{name}” in the system: more was sold than counted.</source>
        <translation>De “{name}” hay {after} en sistema: se vendió más de lo contado.</translation>
    </message>
    <message>
        <source>“{name}” was charged at {charged}; its price was {expected}.</source>
        <translation>“{name}” se cobró a {charged}; su precio era {expected}.</translation>
    </message>
    <message>
        <source>“{name}” was given after it had ended.</source>
        <translation>“{name}” se aplicó cuando ya había terminado.</translation>
    </message>
    <message>
        <source>“{name}” was charged with {charged} of tax; {expected} was in force.</source>
        <translation>“{name}” se cobró con {charged} de ITBMS; regía {expected}.</translation>
    </message>
    <message>
        <source>It was sold to {name}, a customer blocked at the centre.</source>
        <translation>Se vendió a {name}, cliente con bloqueo en la central.</translation>
    </message>
    <message>
        <source>The centre does not know this customer: points and credit wait until it does, or another gets them.</source>
        <translation>La central no conoce a este cliente: puntos y crédito esperan a que lo conozca o a que se asigne otro.</translation>
    </message>
    <message>
        <source>{name} owes {used}; the credit goes up to {limit}.</source>
        <translation>{name} debe {used}; su crédito llega a {limit}.</translation>
    </message>
    <message>
        <source>The centre does not know “{name}”: that line waits.</source>
        <translation>La central no conoce “{name}”: ese renglón espera.</translation>
    </message>
    <message>
        <source>More came back of {receipt} than was sold: two tills took it back without seeing each other.</source>
        <translation>De la {receipt} volvió más de lo vendido: dos cajas lo recibieron sin verse.</translation>
    </message>
    <message>
        <source>Number {receipt} came twice.</source>
        <translation>El número {receipt} llegó dos veces.</translation>
    </message>
    <message>
        <source>Numbers {first} to {last} of series {series} are missing.</source>
        <translation>De la serie {series} faltan los números {first} a {last}.</translation>
    </message>
    <message>
        <source>The till&apos;s clock was {age} off.</source>
        <translation>El reloj de la caja estaba corrido {age}.</translation>
    </message>
    <message>
        <source>{name} allowed it without having that permission any more.</source>
        <translation>{name} lo permitió cuando ya no tenía ese permiso.</translation>
    </message>
    <message>
        <source>Nothing shows that B/. {amount} by {method} arrived.</source>
        <translation>No consta que llegaran B/. {amount} por {method}.</translation>
    </message>
    <message>
        <source>The same payment code stands on another sale too.</source>
        <translation>El mismo código de pago está también en otra venta.</translation>
    </message>
    <message>
        <source>Z report {number} does not agree with what reached the centre.</source>
        <translation>El Cierre Z {number} no cuadra con lo que llegó a la central.</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Count stock</source>
        <translation>Contar existencias</translation>
    </message>
    <message>
        <source>Substitute</source>
        <translation>Sustituir</translation>
    </message>
    <message>
        <source>Assign customer</source>
        <translation>Asignar cliente</translation>
    </message>
    <message>
        <source>Credit note</source>
        <translation>Nota de crédito</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Annul</source>
        <translation>Anular</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Conservar ambos</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Leer de nuevo</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Ya llegó</translation>
    </message>
    <message>
        <source>It stays as it is</source>
        <translation>Queda como está</translation>
    </message>
    <message>
        <source>Count what is there and write it down</source>
        <translation>Cuente lo que hay y anótelo</translation>
    </message>
    <message>
        <source>Another product left: choose which</source>
        <translation>Salió otro producto: elija cuál</translation>
    </message>
    <message>
        <source>Somebody else bought: choose who</source>
        <translation>Compró otra persona: elija quién</translation>
    </message>
    <message>
        <source>The return of this receipt ends it</source>
        <translation>La devolución de este recibo la termina</translation>
    </message>
    <message>
        <source>The money is there</source>
        <translation>El dinero está</translation>
    </message>
    <message>
        <source>The money is not there; the sale stands</source>
        <translation>El dinero no está; la venta queda</translation>
    </message>
    <message>
        <source>The second one does not count</source>
        <translation>El segundo no cuenta</translation>
    </message>
    <message>
        <source>Both happened and both count</source>
        <translation>Los dos pasaron y cuentan</translation>
    </message>
    <message>
        <source>The centre tries once more</source>
        <translation>La central lo intenta otra vez</translation>
    </message>
    <message>
        <source>It ended by itself</source>
        <translation>Terminó por sí sola</translation>
    </message>
    <message>
        <source>A newer way: decide it at the centre</source>
        <translation>Forma más nueva: decídala en la central</translation>
    </message>
    <message>
        <source>accepted by {who}</source>
        <translation>aceptada por {who}</translation>
    </message>
    <message>
        <source>stock counted by {who}</source>
        <translation>existencias contadas por {who}</translation>
    </message>
    <message>
        <source>another product, said {who}</source>
        <translation>otro producto, según {who}</translation>
    </message>
    <message>
        <source>another customer, said {who}</source>
        <translation>otro cliente, según {who}</translation>
    </message>
    <message>
        <source>goods taken back, {who}</source>
        <translation>con devolución, {who}</translation>
    </message>
    <message>
        <source>money confirmed by {who}</source>
        <translation>dinero confirmado por {who}</translation>
    </message>
    <message>
        <source>money did not come, said {who}</source>
        <translation>el dinero no llegó, según {who}</translation>
    </message>
    <message>
        <source>second one annulled by {who}</source>
        <translation>segundo anulado por {who}</translation>
    </message>
    <message>
        <source>both kept by {who}</source>
        <translation>ambos conservados por {who}</translation>
    </message>
    <message>
        <source>read again by {who}</source>
        <translation>leída de nuevo por {who}</translation>
    </message>
    <message>
        <source>what was missing arrived</source>
        <translation>llegó lo que faltaba</translation>
    </message>
    <message>
        <source>{outcome}, {who}</source>
        <translation>{outcome}, {who}</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Cuál</translation>
    </message>
    <message>
        <source>Receipt {number} is saved and does not change by itself</source>
        <translation>El recibo {number} está guardado y no cambia por sí solo</translation>
    </message>
    <message>
        <source>{role} · {until}</source>
        <translation>{role} · {until}</translation>
    </message>
    <message>
        <source>A credit note was chosen: the return of this receipt ends it.</source>
        <translation>Se eligió nota de crédito: la devolución de este recibo la termina.</translation>
    </message>
    <message>
        <source>Data from the centre</source>
        <translation>Datos de la central</translation>
    </message>
    <message>
        <source>How old each is. Selling goes on with what is here.</source>
        <translation>La antigüedad de cada uno. Se sigue vendiendo con lo que hay.</translation>
    </message>
    <message>
        <source>This till asks no centre for data.</source>
        <translation>Esta caja no pide datos a ninguna central.</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Precios</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Impuestos</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Productos</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Existencias</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Settings of the shop</source>
        <translation>Ajustes de la tienda</translation>
    </message>
    <message>
        <source>Waits for your decision</source>
        <translation>Espera su decisión</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>Aún no llega</translation>
    </message>
    <message>
        <source>To be authorised</source>
        <translation>Por autorizar</translation>
    </message>
    <message>
        <source>Old</source>
        <translation>Antiguo</translation>
    </message>
    <message>
        <source>{repriced} of {priced} prices would change at once, and {gone} of {all} go.</source>
        <translation>Cambiarían de una vez {repriced} de {priced} precios y se irían {gone} de {all}.</translation>
    </message>
    <message>
        <source>{gone} of {all} would go at once.</source>
        <translation>Se irían de una vez {gone} de {all}.</translation>
    </message>
    <message>
        <source>It may be a mistake. What is here sells on.</source>
        <translation>Puede ser un error. Se sigue vendiendo con lo que hay.</translation>
    </message>
    <message>
        <source>No examples are shown.</source>
        <translation>No se muestran ejemplos.</translation>
    </message>
    <message>
        <source>What is to be done with it?</source>
        <translation>¿Qué se hace con esto?</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Usarlo</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <translation>No usarlo</translation>
    </message>
    <message>
        <source>Goes</source>
        <translation>Se va</translation>
    </message>
    <message>
        <source>Go on with these prices?</source>
        <translation>¿Seguir con estos precios?</translation>
    </message>
    <message>
        <source>The centre has not answered for over 7 days</source>
        <translation>La central no responde desde hace más de 7 días</translation>
    </message>
    <message>
        <source>Decided. It is on record.</source>
        <translation>Decidido. Quedó registrado.</translation>
    </message>
    <message>
        <source>Stock {age} ago</source>
        <translation>Existencia hace {age}</translation>
    </message>
    <message>
        <source>More people…</source>
        <translation>Más personas…</translation>
    </message>
</context>
<context>
    <name>Pay</name>
    <message>
        <source>REFUND</source>
        <translation>REEMBOLSAR</translation>
    </message>
    <message>
        <source>PAY</source>
        <translation>COBRAR</translation>
    </message>
    <message>
        <source>SAVING…</source>
        <translation>GUARDANDO…</translation>
    </message>
    <message>
        <source>ASK AGAIN</source>
        <translation>CONSULTAR</translation>
    </message>
    <message>
        <source>RECEIVE</source>
        <translation>RECIBIR</translation>
    </message>
    <message>
        <source>FINISH</source>
        <translation>TERMINAR</translation>
    </message>
    <message>
        <source>EXACT</source>
        <translation>EXACTO</translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>Cash</source>
        <translation>Efectivo</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Yappy</source>
        <translation>Yappy</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferencia</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Puntos</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Crédito</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Cambio de producto</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>Por confirmar</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Sin respuesta</translation>
    </message>
    <message>
        <source>NO ANSWER</source>
        <translation>SIN RESPUESTA</translation>
    </message>
    <message>
        <source>COVERED</source>
        <translation>CUBIERTO</translation>
    </message>
    <message>
        <source>MISSING</source>
        <translation>FALTA</translation>
    </message>
    <message>
        <source>and {count} more above</source>
        <translation>y {count} más arriba</translation>
    </message>
    <message>
        <source>Do not charge again. Enter asks again.</source>
        <translation>No cobre otra vez. Enter consulta de nuevo.</translation>
    </message>
    <message>
        <source>Enter finishes the sale.</source>
        <translation>Enter termina la venta.</translation>
    </message>
    <message>
        <source>Type the rest or choose another way.</source>
        <translation>Escriba el resto o elija otro pago.</translation>
    </message>
    <message>
        <source>Type the amount or touch a note.</source>
        <translation>Escriba el monto o toque un billete.</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recibido</translation>
    </message>
    <message>
        <source>PAID TOO MUCH</source>
        <translation>PAGADO DE MÁS</translation>
    </message>
    <message>
        <source>Add goods, or take a payment back.</source>
        <translation>Agregue productos o quite un pago.</translation>
    </message>
</context>
<context>
    <name>Practice</name>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁCTICA</translation>
    </message>
    <message>
        <source>nothing is real</source>
        <translation>nada es real</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Receipt</source>
        <translation>Recibo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Receipt printing</source>
        <translation>Recibo imprimiéndose</translation>
    </message>
    <message>
        <source>Receipt waiting</source>
        <translation>Recibo en espera</translation>
    </message>
    <message>
        <source>Receipt sent</source>
        <translation>Recibo enviado a la impresora</translation>
    </message>
    <message>
        <source>Receipt printed</source>
        <translation>Recibo impreso</translation>
    </message>
    <message>
        <source>Did it print?</source>
        <translation>¿Salió completo?</translation>
    </message>
    <message>
        <source>Receipt on the screen</source>
        <translation>Recibo en la pantalla</translation>
    </message>
    <message>
        <source>Accepted by the centre</source>
        <translation>Aceptado por la central</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>En revisión</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Retenido</translation>
    </message>
    <message>
        <source>Practice: never sent</source>
        <translation>Práctica: nunca se envía</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Por enviar</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Cashier</source>
        <translation>Cajera/o</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor/a</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Gerente</translation>
    </message>
    <message>
        <source>Installer</source>
        <translation>Instalador/a</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Dueña/o</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Prices as of {time}</source>
        <translation>Precios a las {time}</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter adds</source>
        <translation>↑ ↓ elige · Enter agrega</translation>
    </message>
    <message>
        <source>Nothing found for «{query}»</source>
        <translation>Nada con «{query}»</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Existencias</translation>
    </message>
    <message>
        <source>stock as of {time}</source>
        <translation>existencias a las {time}</translation>
    </message>
    <message>
        <source>In stock: {quantity}</source>
        <translation>Existencias: {quantity}</translation>
    </message>
    <message>
        <source>Nothing with «{query}». Similar:</source>
        <translation>Nada con «{query}». Parecidos:</translation>
    </message>
    <message>
        <source>Try fewer letters, or a category. Esc goes back to the sale.</source>
        <translation>Pruebe con menos letras o con una categoría. Esc vuelve a la venta.</translation>
    </message>
</context>
<context>
    <name>Shift</name>
    <message>
        <source>OPEN SHIFT</source>
        <translation>ABRIR TURNO</translation>
    </message>
    <message>
        <source>Count by denominations</source>
        <translation>Contar por denominaciones</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Open shift</source>
        <translation>Abrir turno</translation>
    </message>
    <message>
        <source>Fixed float</source>
        <translation>Fondo fijo</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Contado</translation>
    </message>
    <message>
        <source>Type how many of each. ↓ goes to the next.</source>
        <translation>Escriba cuántos de cada uno. ↓ pasa al siguiente.</translation>
    </message>
    <message>
        <source>If the drawer holds the fixed float, press Enter. To count it, type a number.</source>
        <translation>Si la gaveta tiene el fondo fijo, pulse Enter. Para contarlo, escriba un número.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Walk-in customer</source>
        <translation>Consumidor final</translation>
    </message>
    <message>
        <source>Search or scan</source>
        <translation>Buscar o escanear</translation>
    </message>
    <message>
        <source>See or print again</source>
        <translation>Ver o imprimir de nuevo</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Teclado</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Productos</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Más…</translation>
    </message>
    <message>
        <source>Best sellers</source>
        <translation>Más vendidos</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>PIN {pin}</source>
        <translation>PIN {pin}</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Who is signing in?</source>
        <translation>¿Quién entra?</translation>
    </message>
    <message>
        <source>or scan your badge</source>
        <translation>o escanee su carné</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Open the demo shop</source>
        <translation>Abrir la tienda de demostración</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Opening the till…</source>
        <translation>Abriendo la caja…</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>shift {number}</source>
        <translation>turno {number}</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMOSTRACIÓN</translation>
    </message>
    <message>
        <source>{count} in review</source>
        <translation>{count} en revisión</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Impresora</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Gaveta</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En línea</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Sending paused</source>
        <translation>Envío en pausa</translation>
    </message>
    <message>
        <source>No centre</source>
        <translation>Sin central</translation>
    </message>
    <message>
        <source>Printer ready</source>
        <translation>Impresora lista</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Imprimiendo</translation>
    </message>
    <message>
        <source>Paper running out</source>
        <translation>Queda poco papel</translation>
    </message>
    <message>
        <source>Printer out of paper</source>
        <translation>Impresora sin papel</translation>
    </message>
    <message>
        <source>Printer cover open</source>
        <translation>Impresora abierta</translation>
    </message>
    <message>
        <source>Printer off</source>
        <translation>Impresora apagada</translation>
    </message>
    <message>
        <source>Did it print?</source>
        <translation>¿Salió completo?</translation>
    </message>
    <message>
        <source>Printer not answering</source>
        <translation>Impresora no responde</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Sin impresora</translation>
    </message>
    <message>
        <source>Little paper</source>
        <translation>Poco papel</translation>
    </message>
    <message>
        <source>No paper</source>
        <translation>Sin papel</translation>
    </message>
    <message>
        <source>Cover open</source>
        <translation>Tapa abierta</translation>
    </message>
    <message>
        <source>Printed?</source>
        <translation>¿Salió?</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>No responde</translation>
    </message>
    <message>
        <source>Drawer closed</source>
        <translation>Gaveta cerrada</translation>
    </message>
    <message>
        <source>Drawer open</source>
        <translation>Gaveta abierta</translation>
    </message>
    <message>
        <source>Drawer without sensor</source>
        <translation>Gaveta sin sensor</translation>
    </message>
    <message>
        <source>No drawer</source>
        <translation>Sin gaveta</translation>
    </message>
</context>
<context>
    <name>Total</name>
    <message>
        <source>DUE</source>
        <translation>A PAGAR</translation>
    </message>
    <message>
        <source>TOTAL</source>
        <translation>TOTAL</translation>
    </message>
    <message>
        <source>Subtotal</source>
        <translation>Subtotal</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Devuelto</translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation>Promociones</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Descuentos</translation>
    </message>
    <message>
        <source>ITBMS incl.</source>
        <translation>ITBMS incl.</translation>
    </message>
</context>
</TS>
