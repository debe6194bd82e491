<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Act</name>
    <message>
        <source>Sending and review</source>
        <translation>Sending and review</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Theme: light</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Theme: dark</translation>
    </message>
    <message>
        <source>Theme: high contrast</source>
        <translation>Theme: high contrast</translation>
    </message>
    <message>
        <source>Español / English</source>
        <translation>Español / English</translation>
    </message>
    <message>
        <source>Back to the sale</source>
        <translation>Back to the sale</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Repeat</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Pay</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exact</translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Last receipt</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>See receipt</source>
        <translation>See receipt</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>Reviews</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>It printed</source>
        <translation>It printed</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>Change price</source>
        <translation>Change price</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Why this price?</source>
        <translation>Why this price?</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation>Parked sales</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Void sale</source>
        <translation>Void sale</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>Scale labels</source>
        <translation>Scale labels</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Leave practice</source>
        <translation>Leave practice</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Yappy</source>
        <translation>Yappy</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Price check</source>
        <translation>Price check</translation>
    </message>
    <message>
        <source>Park the sale</source>
        <translation>Park the sale</translation>
    </message>
    <message>
        <source>Return or exchange</source>
        <translation>Return or exchange</translation>
    </message>
    <message>
        <source>Other way to pay</source>
        <translation>Other way to pay</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Save receipt as PDF</source>
        <translation>Save receipt as PDF</translation>
    </message>
    <message>
        <source>Receipt as mail</source>
        <translation>Receipt as mail</translation>
    </message>
    <message>
        <source>Payments to confirm</source>
        <translation>Payments to confirm</translation>
    </message>
    <message>
        <source>Correct change</source>
        <translation>Correct change</translation>
    </message>
    <message>
        <source>Data from the centre</source>
        <translation>Data from the centre</translation>
    </message>
</context>
<context>
    <name>Authorise</name>
    <message>
        <source>discount</source>
        <translation>discount</translation>
    </message>
    <message>
        <source>price</source>
        <translation>price</translation>
    </message>
    <message>
        <source>goods without a price</source>
        <translation>goods without a price</translation>
    </message>
    <message>
        <source>give the sale up</source>
        <translation>give the sale up</translation>
    </message>
    <message>
        <source>void</source>
        <translation>void</translation>
    </message>
    <message>
        <source>return</source>
        <translation>return</translation>
    </message>
    <message>
        <source>refund in cash</source>
        <translation>refund in cash</translation>
    </message>
    <message>
        <source>unconfirmed payment</source>
        <translation>unconfirmed payment</translation>
    </message>
    <message>
        <source>sale on credit</source>
        <translation>sale on credit</translation>
    </message>
    <message>
        <source>cash in or out</source>
        <translation>cash in or out</translation>
    </message>
    <message>
        <source>no-sale</source>
        <translation>no-sale</translation>
    </message>
    <message>
        <source>practice</source>
        <translation>practice</translation>
    </message>
    <message>
        <source>reports</source>
        <translation>reports</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>settings</translation>
    </message>
    <message>
        <source>Authorise</source>
        <translation>Authorise</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>With a PIN here</source>
        <translation>With a PIN here</translation>
    </message>
    <message>
        <source>Remote code</source>
        <translation>Remote code</translation>
    </message>
    <message>
        <source>Reason: {reason} · asked by {name}</source>
        <translation>Reason: {reason} · asked by {name}</translation>
    </message>
    <message>
        <source>Who authorises?</source>
        <translation>Who authorises?</translation>
    </message>
    <message>
        <source>Read this to whoever may allow it</source>
        <translation>Read this to whoever may allow it</translation>
    </message>
    <message>
        <source>or scan the badge</source>
        <translation>or scan the badge</translation>
    </message>
    <message>
        <source>They answer with eight digits</source>
        <translation>They answer with eight digits</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Checking…</translation>
    </message>
</context>
<context>
    <name>Basket</name>
    <message>
        <source>Basket</source>
        <translation>Basket</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Qty</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Tax</translation>
    </message>
    <message>
        <source>Scan the first product</source>
        <translation>Scan the first product</translation>
    </message>
    <message>
        <source>or type part of its name</source>
        <translation>or type part of its name</translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message>
        <source>CHANGE</source>
        <translation>CHANGE</translation>
    </message>
    <message>
        <source>paid without cash</source>
        <translation>paid without cash</translation>
    </message>
    <message>
        <source>of B/. {received} in cash</source>
        <translation>of B/. {received} in cash</translation>
    </message>
    <message>
        <source>Points +{points}</source>
        <translation>Points +{points}</translation>
    </message>
    <message>
        <source>Points +{points} · now {balance}</source>
        <translation>Points +{points} · now {balance}</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Sale {number} saved</source>
        <translation>Sale {number} saved</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Type the amount received</source>
        <translation>Type the amount received</translation>
    </message>
    <message>
        <source>Scan for the next sale</source>
        <translation>Scan for the next sale</translation>
    </message>
    <message>
        <source>Scan, search or 12*code</source>
        <translation>Scan, search or 12*code</translation>
    </message>
    <message>
        <source>Scan, search or type 12*code</source>
        <translation>Scan, search or type 12*code</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n to send</source>
        <translation>
            <numerusform>%n to send</numerusform>
            <numerusform>%n to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar result(s)</source>
        <translation>
            <numerusform>%n similar result</numerusform>
            <numerusform>%n similar results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Prices %n day(s) old</source>
        <translation>
            <numerusform>Prices %n day old</numerusform>
            <numerusform>Prices %n days old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stock %n day(s) old</source>
        <translation>
            <numerusform>stock %n day old</numerusform>
            <numerusform>stock %n days old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n try(ies) left</source>
        <translation>
            <numerusform>%n try left</numerusform>
            <numerusform>%n tries left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Customer</name>
    <message>
        <source>{lines} before</source>
        <translation>{lines} before</translation>
    </message>
    <message>
        <source>You saved</source>
        <translation>You saved</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Valid for {time}</source>
        <translation>Valid for {time}</translation>
    </message>
    <message>
        <source>CHANGE</source>
        <translation>CHANGE</translation>
    </message>
    <message>
        <source>Total B/. {total} · received B/. {received}</source>
        <translation>Total B/. {total} · received B/. {received}</translation>
    </message>
    <message>
        <source>Thank you for your purchase</source>
        <translation>Thank you for your purchase</translation>
    </message>
    <message>
        <source>Customer display</source>
        <translation>Customer display</translation>
    </message>
    <message>
        <source>REFUND</source>
        <translation>REFUND</translation>
    </message>
    <message>
        <source>TOTAL</source>
        <translation>TOTAL</translation>
    </message>
    <message>
        <source>Total B/. {total} · paid without cash</source>
        <translation>Total B/. {total} · paid without cash</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>Badge: {name}</source>
        <translation>Badge: {name}</translation>
    </message>
    <message>
        <source>A misread code</source>
        <translation>A misread code</translation>
    </message>
    <message>
        <source>Virtual devices</source>
        <translation>Virtual devices</translation>
    </message>
    <message>
        <source>Put paper in</source>
        <translation>Put paper in</translation>
    </message>
    <message>
        <source>Take paper out</source>
        <translation>Take paper out</translation>
    </message>
    <message>
        <source>Close cover</source>
        <translation>Close cover</translation>
    </message>
    <message>
        <source>Open cover</source>
        <translation>Open cover</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Switch on</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Switch off</translation>
    </message>
    <message>
        <source>Close drawer</source>
        <translation>Close drawer</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>Receipt printer</translation>
    </message>
    <message>
        <source>Nothing printed yet</source>
        <translation>Nothing printed yet</translation>
    </message>
    <message>
        <source>Pass over the scanner</source>
        <translation>Pass over the scanner</translation>
    </message>
</context>
<context>
    <name>Key</name>
    <message>
        <source>Shift+F9</source>
        <translation>Shift+F9</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Shift+F7</source>
        <translation>Shift+F7</translation>
    </message>
    <message>
        <source>Ctrl+Del</source>
        <translation>Ctrl+Del</translation>
    </message>
    <message>
        <source>Shift+F11</source>
        <translation>Shift+F11</translation>
    </message>
    <message>
        <source>Shift+F8</source>
        <translation>Shift+F8</translation>
    </message>
    <message>
        <source>Shift+F4</source>
        <translation>Shift+F4</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Capital letters</source>
        <translation>Capital letters</translation>
    </message>
    <message>
        <source>Accent</source>
        <translation>Accent</translation>
    </message>
    <message>
        <source>Hide the keyboard</source>
        <translation>Hide the keyboard</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
</context>
<context>
    <name>Lesson</name>
    <message>
        <source>All {total} lessons done</source>
        <translation>All {total} lessons done</translation>
    </message>
    <message>
        <source>Lesson {number} of {total}: {name}</source>
        <translation>Lesson {number} of {total}: {name}</translation>
    </message>
    <message>
        <source>Take exact cash</source>
        <translation>Take exact cash</translation>
    </message>
    <message>
        <source>Give change</source>
        <translation>Give change</translation>
    </message>
    <message>
        <source>Sell by weight</source>
        <translation>Sell by weight</translation>
    </message>
    <message>
        <source>Several of one</source>
        <translation>Several of one</translation>
    </message>
    <message>
        <source>Take a line out</source>
        <translation>Take a line out</translation>
    </message>
    <message>
        <source>Check a price</source>
        <translation>Check a price</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Lock and come back</source>
        <translation>Lock and come back</translation>
    </message>
    <message>
        <source>Scan or touch a product, F10, Enter</source>
        <translation>Scan or touch a product, F10, Enter</translation>
    </message>
    <message>
        <source>Sell again: F10, then touch a note</source>
        <translation>Sell again: F10, then touch a note</translation>
    </message>
    <message>
        <source>Search it, type how much, take the money</source>
        <translation>Search it, type how much, take the money</translation>
    </message>
    <message>
        <source>12* and the product, then take the money</source>
        <translation>12* and the product, then take the money</translation>
    </message>
    <message>
        <source>Add a product and take it out with Del</source>
        <translation>Add a product and take it out with Del</translation>
    </message>
    <message>
        <source>F5 and the code: nothing is sold</source>
        <translation>F5 and the code: nothing is sold</translation>
    </message>
    <message>
        <source>F11, then Enter</source>
        <translation>F11, then Enter</translation>
    </message>
    <message>
        <source>F12, then 1 and PIN 1111</source>
        <translation>F12, then 1 and PIN 1111</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>No product for this code</source>
        <translation>No product for this code</translation>
    </message>
    <message>
        <source>«{code}» is not in the {as_of} catalogue; nothing was added.</source>
        <translation>«{code}» is not in the {as_of} catalogue; nothing was added.</translation>
    </message>
    <message>
        <source>Incomplete scan</source>
        <translation>Incomplete scan</translation>
    </message>
    <message>
        <source>«{code}» does not check and was not added. Scan again.</source>
        <translation>«{code}» does not check and was not added. Scan again.</translation>
    </message>
    <message>
        <source>Scan not taken</source>
        <translation>Scan not taken</translation>
    </message>
    <message>
        <source>Go back to the sale to scan products.</source>
        <translation>Go back to the sale to scan products.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>No product matches «{query}». Try fewer letters.</source>
        <translation>No product matches «{query}». Try fewer letters.</translation>
    </message>
    <message>
        <source>The basket is empty</source>
        <translation>The basket is empty</translation>
    </message>
    <message>
        <source>Scan or search the first product; then collect.</source>
        <translation>Scan or search the first product; then collect.</translation>
    </message>
    <message>
        <source>No line chosen</source>
        <translation>No line chosen</translation>
    </message>
    <message>
        <source>Touch a line of the basket or choose it with ↑ ↓.</source>
        <translation>Touch a line of the basket or choose it with ↑ ↓.</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Nothing to undo</translation>
    </message>
    <message>
        <source>The basket is as it was at the start of this sale.</source>
        <translation>The basket is as it was at the start of this sale.</translation>
    </message>
    <message>
        <source>Line removed</source>
        <translation>Line removed</translation>
    </message>
    <message>
        <source>«{name}» is no longer in the sale.</source>
        <translation>«{name}» is no longer in the sale.</translation>
    </message>
    <message>
        <source>The quantity must be above 0</source>
        <translation>The quantity must be above 0</translation>
    </message>
    <message>
        <source>The line stays as it was. To take it out, use Remove.</source>
        <translation>The line stays as it was. To take it out, use Remove.</translation>
    </message>
    <message>
        <source>Whole pieces only</source>
        <translation>Whole pieces only</translation>
    </message>
    <message>
        <source>«{name}» is sold by the piece. Type a number without decimals.</source>
        <translation>«{name}» is sold by the piece. Type a number without decimals.</translation>
    </message>
    <message>
        <source>That looks like a code</source>
        <translation>That looks like a code</translation>
    </message>
    <message>
        <source>«{text}» is too long for a quantity; nothing changed.</source>
        <translation>«{text}» is too long for a quantity; nothing changed.</translation>
    </message>
    <message>
        <source>A large quantity: {quantity}</source>
        <translation>A large quantity: {quantity}</translation>
    </message>
    <message>
        <source>That is not a quantity</source>
        <translation>That is not a quantity</translation>
    </message>
    <message>
        <source>«{text}» could not be read as a number; nothing changed.</source>
        <translation>«{text}» could not be read as a number; nothing changed.</translation>
    </message>
    <message>
        <source>Type the quantity</source>
        <translation>Type the quantity</translation>
    </message>
    <message>
        <source>Weight needed</source>
        <translation>Weight needed</translation>
    </message>
    <message>
        <source>How many of «{name}»? Type the number, then Enter.</source>
        <translation>How many of «{name}»? Type the number, then Enter.</translation>
    </message>
    <message>
        <source>It stands in the sale. If it is wrong, undo it.</source>
        <translation>It stands in the sale. If it is wrong, undo it.</translation>
    </message>
    <message>
        <source>«{name}» is sold by {unit}. Type the weight, then Enter.</source>
        <translation>«{name}» is sold by {unit}. Type the weight, then Enter.</translation>
    </message>
    <message>
        <source>The label fixes this quantity</source>
        <translation>The label fixes this quantity</translation>
    </message>
    <message>
        <source>The line stays as it was. Remove it and scan another label.</source>
        <translation>The line stays as it was. Remove it and scan another label.</translation>
    </message>
    <message>
        <source>This product has no price</source>
        <translation>This product has no price</translation>
    </message>
    <message>
        <source>It was not added. Tell your supervisor; the rest of the sale stands.</source>
        <translation>It was not added. Tell your supervisor; the rest of the sale stands.</translation>
    </message>
    <message>
        <source>Sale recovered</source>
        <translation>Sale recovered</translation>
    </message>
    <message>
        <source>The open sale with {lines} lines is here again. Go on with it.</source>
        <translation>The open sale with {lines} lines is here again. Go on with it.</translation>
    </message>
    <message>
        <source>The open sale cannot be read</source>
        <translation>The open sale cannot be read</translation>
    </message>
    <message>
        <source>Scan its goods again and tell your supervisor. Saved sales are safe.</source>
        <translation>Scan its goods again and tell your supervisor. Saved sales are safe.</translation>
    </message>
    <message>
        <source>That is not an amount</source>
        <translation>That is not an amount</translation>
    </message>
    <message>
        <source>«{text}» could not be read as an amount; nothing was taken.</source>
        <translation>«{text}» could not be read as an amount; nothing was taken.</translation>
    </message>
    <message>
        <source>Two readings of that amount</source>
        <translation>Two readings of that amount</translation>
    </message>
    <message>
        <source>«{text}» was not taken. Type {whole} or {decimal}.</source>
        <translation>«{text}» was not taken. Type {whole} or {decimal}.</translation>
    </message>
    <message>
        <source>The amount is too large</source>
        <translation>The amount is too large</translation>
    </message>
    <message>
        <source>Nothing was taken. Check what the customer gave you.</source>
        <translation>Nothing was taken. Check what the customer gave you.</translation>
    </message>
    <message>
        <source>Two decimals at most</source>
        <translation>Two decimals at most</translation>
    </message>
    <message>
        <source>Nothing was taken. Type the amount with cents.</source>
        <translation>Nothing was taken. Type the amount with cents.</translation>
    </message>
    <message>
        <source>The amount must be above 0</source>
        <translation>The amount must be above 0</translation>
    </message>
    <message>
        <source>Nothing was taken. Type what the customer gave you.</source>
        <translation>Nothing was taken. Type what the customer gave you.</translation>
    </message>
    <message>
        <source>B/. {missing} missing</source>
        <translation>B/. {missing} missing</translation>
    </message>
    <message>
        <source>Received B/. {received} of B/. {due}. Type the rest or touch a note.</source>
        <translation>Received B/. {received} of B/. {due}. Type the rest or touch a note.</translation>
    </message>
    <message>
        <source>Nothing to collect</source>
        <translation>Nothing to collect</translation>
    </message>
    <message>
        <source>The sale is already covered. Press Enter to finish it.</source>
        <translation>The sale is already covered. Press Enter to finish it.</translation>
    </message>
    <message>
        <source>Money was already received</source>
        <translation>Money was already received</translation>
    </message>
    <message>
        <source>Sale {number} saved</source>
        <translation>Sale {number} saved</translation>
    </message>
    <message>
        <source>That is a receipt</source>
        <translation>That is a receipt</translation>
    </message>
    <message>
        <source>Nothing was added to the sale. To take goods back, open Return and scan it there.</source>
        <translation>Nothing was added to the sale. To take goods back, open Return and scan it there.</translation>
    </message>
    <message>
        <source>No such receipt here</source>
        <translation>No such receipt here</translation>
    </message>
    <message>
        <source>«{number}» is no sale of this till. Check the number, or scan the code printed on it.</source>
        <translation>«{number}» is no sale of this till. Check the number, or scan the code printed on it.</translation>
    </message>
    <message>
        <source>Receipt of another till</source>
        <translation>Receipt of another till</translation>
    </message>
    <message>
        <source>To return {number} here, scan its square code. Without one the return waits for the network.</source>
        <translation>To return {number} here, scan its square code. Without one the return waits for the network.</translation>
    </message>
    <message>
        <source>That sale was voided</source>
        <translation>That sale was voided</translation>
    </message>
    <message>
        <source>{number} was taken back as a whole; there is nothing left to return.</source>
        <translation>{number} was taken back as a whole; there is nothing left to return.</translation>
    </message>
    <message>
        <source>Receipt code not read whole</source>
        <translation>Receipt code not read whole</translation>
    </message>
    <message>
        <source>Nothing was taken back. Smooth the paper and scan the square code again.</source>
        <translation>Nothing was taken back. Smooth the paper and scan the square code again.</translation>
    </message>
    <message>
        <source>Receipt of a newer till</source>
        <translation>Receipt of a newer till</translation>
    </message>
    <message>
        <source>This till must be updated to read it; until then its return waits for the network.</source>
        <translation>This till must be updated to read it; until then its return waits for the network.</translation>
    </message>
    <message>
        <source>Receipt code does not hold</source>
        <translation>Receipt code does not hold</translation>
    </message>
    <message>
        <source>It is not what the till signed: give nothing back for it. Ask a supervisor.</source>
        <translation>It is not what the till signed: give nothing back for it. Ask a supervisor.</translation>
    </message>
    <message>
        <source>Receipt of an unknown till</source>
        <translation>Receipt of an unknown till</translation>
    </message>
    <message>
        <source>This till cannot tell who signed it; its return waits for the network.</source>
        <translation>This till cannot tell who signed it; its return waits for the network.</translation>
    </message>
    <message>
        <source>The receipt is waiting</source>
        <translation>The receipt is waiting</translation>
    </message>
    <message>
        <source>Sale {number} is saved; its receipt prints when the printer is ready.</source>
        <translation>Sale {number} is saved; its receipt prints when the printer is ready.</translation>
    </message>
    <message>
        <source>Did the receipt come out?</source>
        <translation>Did the receipt come out?</translation>
    </message>
    <message>
        <source>Sale {number} is saved. Look at the paper before printing again.</source>
        <translation>Sale {number} is saved. Look at the paper before printing again.</translation>
    </message>
    <message>
        <source>Copy sent to the printer</source>
        <translation>Copy sent to the printer</translation>
    </message>
    <message>
        <source>Receipt {number}, marked as reprint {copy}.</source>
        <translation>Receipt {number}, marked as reprint {copy}.</translation>
    </message>
    <message>
        <source>No receipt yet</source>
        <translation>No receipt yet</translation>
    </message>
    <message>
        <source>This shift has no completed sale to show.</source>
        <translation>This shift has no completed sale to show.</translation>
    </message>
    <message>
        <source>The drawer did not open</source>
        <translation>The drawer did not open</translation>
    </message>
    <message>
        <source>Open it with its key. The sale is saved.</source>
        <translation>Open it with its key. The sale is saved.</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>Wrong PIN</translation>
    </message>
    <message>
        <source>Tries left: {left}; then there is a wait. Another person may sign in.</source>
        <translation>Tries left: {left}; then there is a wait. Another person may sign in.</translation>
    </message>
    <message>
        <source>Wait {wait}</source>
        <translation>Wait {wait}</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Another person may sign in meanwhile.</source>
        <translation>Too many wrong PINs. Another person may sign in meanwhile.</translation>
    </message>
    <message>
        <source>The PIN is incomplete</source>
        <translation>The PIN is incomplete</translation>
    </message>
    <message>
        <source>Type all its digits, then Enter.</source>
        <translation>Type all its digits, then Enter.</translation>
    </message>
    <message>
        <source>The PIN cannot be checked</source>
        <translation>The PIN cannot be checked</translation>
    </message>
    <message>
        <source>This till lacks its keys. Tell your supervisor; no sale is lost.</source>
        <translation>This till lacks its keys. Tell your supervisor; no sale is lost.</translation>
    </message>
    <message>
        <source>Who is signing in?</source>
        <translation>Who is signing in?</translation>
    </message>
    <message>
        <source>Touch your name or type its number first.</source>
        <translation>Touch your name or type its number first.</translation>
    </message>
    <message>
        <source>No space left on the disk</source>
        <translation>No space left on the disk</translation>
    </message>
    <message>
        <source>This was not saved; nothing saved before is lost. Free space and repeat.</source>
        <translation>This was not saved; nothing saved before is lost. Free space and repeat.</translation>
    </message>
    <message>
        <source>It could not be saved</source>
        <translation>It could not be saved</translation>
    </message>
    <message>
        <source>Nothing changed; what was saved is safe. Repeat, or tell your supervisor.</source>
        <translation>Nothing changed; what was saved is safe. Repeat, or tell your supervisor.</translation>
    </message>
    <message>
        <source>Data recovered</source>
        <translation>Data recovered</translation>
    </message>
    <message>
        <source>Take it back with Pay and Del before changing the lines.</source>
        <translation>Take it back with Pay and Del before changing the lines.</translation>
    </message>
    <message>
        <source>Is that the amount?</source>
        <translation>Is that the amount?</translation>
    </message>
    <message>
        <source>You typed B/. {amount}. If it is right, press Enter again.</source>
        <translation>You typed B/. {amount}. If it is right, press Enter again.</translation>
    </message>
    <message>
        <source>Change due: B/. {change}. The next sale has begun.</source>
        <translation>Change due: B/. {change}. The next sale has begun.</translation>
    </message>
    <message>
        <source>Sale {number} was saved already</source>
        <translation>Sale {number} was saved already</translation>
    </message>
    <message>
        <source>It counts once. Change due: B/. {change}; hand it over only if you have not.</source>
        <translation>It counts once. Change due: B/. {change}; hand it over only if you have not.</translation>
    </message>
    <message>
        <source>{count} records came back from the electronic journal. Nothing lost. Tell your supervisor.</source>
        <translation>{count} records came back from the electronic journal. Nothing lost. Tell your supervisor.</translation>
    </message>
    <message>
        <source>The till closed by surprise</source>
        <translation>The till closed by surprise</translation>
    </message>
    <message>
        <source>All was checked on opening: nothing is missing. Go on selling.</source>
        <translation>All was checked on opening: nothing is missing. Go on selling.</translation>
    </message>
    <message>
        <source>The second copy is not written</source>
        <translation>The second copy is not written</translation>
    </message>
    <message>
        <source>Sales are saved, but without their second copy. Tell your supervisor.</source>
        <translation>Sales are saved, but without their second copy. Tell your supervisor.</translation>
    </message>
    <message>
        <source>Sending is paused</source>
        <translation>Sending is paused</translation>
    </message>
    <message>
        <source>Keep selling: all is kept here. The till must be enrolled again.</source>
        <translation>Keep selling: all is kept here. The till must be enrolled again.</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>All sent</translation>
    </message>
    <message>
        <source>{count} records stand at the centre.</source>
        <translation>{count} records stand at the centre.</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Not sent yet</translation>
    </message>
    <message>
        <source>The centre does not answer. All is kept here and is sent by itself.</source>
        <translation>The centre does not answer. All is kept here and is sent by itself.</translation>
    </message>
    <message>
        <source>Practice does not open</source>
        <translation>Practice does not open</translation>
    </message>
    <message>
        <source>Selling goes on as before; nothing was lost. Tell your supervisor. {code}</source>
        <translation>Selling goes on as before; nothing was lost. Tell your supervisor. {code}</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>That did not work</translation>
    </message>
    <message>
        <source>Nothing saved is lost. Repeat, or tell your supervisor. {code}</source>
        <translation>Nothing saved is lost. Repeat, or tell your supervisor. {code}</translation>
    </message>
    <message>
        <source>The till is already open</source>
        <translation>The till is already open</translation>
    </message>
    <message>
        <source>It runs in another window of this computer. Use that one.</source>
        <translation>It runs in another window of this computer. Use that one.</translation>
    </message>
    <message>
        <source>These data are newer</source>
        <translation>These data are newer</translation>
    </message>
    <message>
        <source>A newer version of Cuadre wrote them. Update the program; nothing was touched.</source>
        <translation>A newer version of Cuadre wrote them. Update the program; nothing was touched.</translation>
    </message>
    <message>
        <source>The data are damaged</source>
        <translation>The data are damaged</translation>
    </message>
    <message>
        <source>The till did not open, to lose nothing. Restore the backup or call support.</source>
        <translation>The till did not open, to lose nothing. Restore the backup or call support.</translation>
    </message>
    <message>
        <source>A component is too old</source>
        <translation>A component is too old</translation>
    </message>
    <message>
        <source>SQLite {version} may damage data. Install Cuadre again.</source>
        <translation>SQLite {version} may damage data. Install Cuadre again.</translation>
    </message>
    <message>
        <source>The data folder is closed</source>
        <translation>The data folder is closed</translation>
    </message>
    <message>
        <source>The till may not write in it. Ask whoever installed the till.</source>
        <translation>The till may not write in it. Ask whoever installed the till.</translation>
    </message>
    <message>
        <source>This till is not enrolled</source>
        <translation>This till is not enrolled</translation>
    </message>
    <message>
        <source>Enrol it with the code from your centre, or try the demo shop.</source>
        <translation>Enrol it with the code from your centre, or try the demo shop.</translation>
    </message>
    <message>
        <source>Scan each label</source>
        <translation>Scan each label</translation>
    </message>
    <message>
        <source>{name} is weighed: each label counts once. Nothing was added.</source>
        <translation>{name} is weighed: each label counts once. Nothing was added.</translation>
    </message>
    <message>
        <source>The sale is full</source>
        <translation>The sale is full</translation>
    </message>
    <message>
        <source>Take the money for these lines and go on with a new sale.</source>
        <translation>Take the money for these lines and go on with a new sale.</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Nothing to send</translation>
    </message>
    <message>
        <source>Everything of this till stands at the centre.</source>
        <translation>Everything of this till stands at the centre.</translation>
    </message>
    <message>
        <source>The till was not enrolled</source>
        <translation>The till was not enrolled</translation>
    </message>
    <message>
        <source>The centre did not take the code, or does not answer. Ask for a new code. {reason}</source>
        <translation>The centre did not take the code, or does not answer. Ask for a new code. {reason}</translation>
    </message>
    <message>
        <source>A setting cannot be read</source>
        <translation>A setting cannot be read</translation>
    </message>
    <message>
        <source>Look at «{key}» in {file}, or ask whoever installed the till.</source>
        <translation>Look at «{key}» in {file}, or ask whoever installed the till.</translation>
    </message>
    <message>
        <source>Label in kilograms</source>
        <translation>Label in kilograms</translation>
    </message>
    <message>
        <source>{name} is sold by {unit}; nothing was added. Choose it by name and type the weight.</source>
        <translation>{name} is sold by {unit}; nothing was added. Choose it by name and type the weight.</translation>
    </message>
    <message>
        <source>nothing was added</source>
        <translation>nothing was added</translation>
    </message>
    <message>
        <source>scan again</source>
        <translation>scan again</translation>
    </message>
    <message>
        <source>Finish this first</source>
        <translation>Finish this first</translation>
    </message>
    <message>
        <source>Nothing changed. Esc goes back to the sale; then choose it again.</source>
        <translation>Nothing changed. Esc goes back to the sale; then choose it again.</translation>
    </message>
    <message>
        <source>Go back to the sale first</source>
        <translation>Go back to the sale first</translation>
    </message>
    <message>
        <source>Nothing changed. Press Esc to leave the payment, then choose it again.</source>
        <translation>Nothing changed. Press Esc to leave the payment, then choose it again.</translation>
    </message>
    <message>
        <source>Press Pay first</source>
        <translation>Press Pay first</translation>
    </message>
    <message>
        <source>Ways to pay are chosen on the payment screen; nothing was taken.</source>
        <translation>Ways to pay are chosen on the payment screen; nothing was taken.</translation>
    </message>
    <message>
        <source>Nobody here may authorise it</source>
        <translation>Nobody here may authorise it</translation>
    </message>
    <message>
        <source>The sale is as it was. Ask the centre to add a supervisor to this shop.</source>
        <translation>The sale is as it was. Ask the centre to add a supervisor to this shop.</translation>
    </message>
    <message>
        <source>Who authorises?</source>
        <translation>Who authorises?</translation>
    </message>
    <message>
        <source>Touch the name or type its number first, or scan the badge.</source>
        <translation>Touch the name or type its number first, or scan the badge.</translation>
    </message>
    <message>
        <source>Tries left: {left}; then there is a wait. Another person may authorise.</source>
        <translation>Tries left: {left}; then there is a wait. Another person may authorise.</translation>
    </message>
    <message>
        <source>Nobody&apos;s badge</source>
        <translation>Nobody&apos;s badge</translation>
    </message>
    <message>
        <source>Tries left: {left}; then badges wait. The PIN works all the same.</source>
        <translation>Tries left: {left}; then badges wait. The PIN works all the same.</translation>
    </message>
    <message>
        <source>Too many wrong tries. Another person may authorise meanwhile.</source>
        <translation>Too many wrong tries. Another person may authorise meanwhile.</translation>
    </message>
    <message>
        <source>It cannot be checked here</source>
        <translation>It cannot be checked here</translation>
    </message>
    <message>
        <source>This person has none on this till, or the till lacks its keys. Try another way.</source>
        <translation>This person has none on this till, or the till lacks its keys. Try another way.</translation>
    </message>
    <message>
        <source>Another person must authorise</source>
        <translation>Another person must authorise</translation>
    </message>
    <message>
        <source>Whoever asks cannot allow it too. Nothing changed.</source>
        <translation>Whoever asks cannot allow it too. Nothing changed.</translation>
    </message>
    <message>
        <source>This person no longer authorises</source>
        <translation>This person no longer authorises</translation>
    </message>
    <message>
        <source>Their right was withdrawn. Nothing changed; ask another person.</source>
        <translation>Their right was withdrawn. Nothing changed; ask another person.</translation>
    </message>
    <message>
        <source>Not among this person&apos;s permissions</source>
        <translation>Not among this person&apos;s permissions</translation>
    </message>
    <message>
        <source>Nothing changed. Ask another person, or the remote code.</source>
        <translation>Nothing changed. Ask another person, or the remote code.</translation>
    </message>
    <message>
        <source>Beyond this person&apos;s limit</source>
        <translation>Beyond this person&apos;s limit</translation>
    </message>
    <message>
        <source>Nothing changed. Somebody with a higher limit may authorise it.</source>
        <translation>Nothing changed. Somebody with a higher limit may authorise it.</translation>
    </message>
    <message>
        <source>That is no badge</source>
        <translation>That is no badge</translation>
    </message>
    <message>
        <source>Nothing was added. Here a badge or a PIN is asked for, no goods.</source>
        <translation>Nothing was added. Here a badge or a PIN is asked for, no goods.</translation>
    </message>
    <message>
        <source>Badges wait {wait}</source>
        <translation>Badges wait {wait}</translation>
    </message>
    <message>
        <source>Too many unknown badges. The PIN works all the same.</source>
        <translation>Too many unknown badges. The PIN works all the same.</translation>
    </message>
    <message>
        <source>This badge does not work here</source>
        <translation>This badge does not work here</translation>
    </message>
    <message>
        <source>This till knows no such person any more. Sign in with the PIN.</source>
        <translation>This till knows no such person any more. Sign in with the PIN.</translation>
    </message>
    <message>
        <source>The answer is incomplete</source>
        <translation>The answer is incomplete</translation>
    </message>
    <message>
        <source>Type its eight digits, then Enter.</source>
        <translation>Type its eight digits, then Enter.</translation>
    </message>
    <message>
        <source>The answer does not fit</source>
        <translation>The answer does not fit</translation>
    </message>
    <message>
        <source>Read code, permission and amount aloud again. Tries left: {left}.</source>
        <translation>Read code, permission and amount aloud again. Tries left: {left}.</translation>
    </message>
    <message>
        <source>The time to authorise is over</source>
        <translation>The time to authorise is over</translation>
    </message>
    <message>
        <source>Nothing changed. Ask again; there is a minute for each.</source>
        <translation>Nothing changed. Ask again; there is a minute for each.</translation>
    </message>
    <message>
        <source>Authorised once already</source>
        <translation>Authorised once already</translation>
    </message>
    <message>
        <source>An authorisation serves once. Nothing changed now; ask again.</source>
        <translation>An authorisation serves once. Nothing changed now; ask again.</translation>
    </message>
    <message>
        <source>The sale changed meanwhile</source>
        <translation>The sale changed meanwhile</translation>
    </message>
    <message>
        <source>What was authorised is not this any more. Nothing changed; ask again.</source>
        <translation>What was authorised is not this any more. Nothing changed; ask again.</translation>
    </message>
    <message>
        <source>Not a percent</source>
        <translation>Not a percent</translation>
    </message>
    <message>
        <source>«{text}» is no percent. Type a number from 1 to 100.</source>
        <translation>«{text}» is no percent. Type a number from 1 to 100.</translation>
    </message>
    <message>
        <source>More than everything</source>
        <translation>More than everything</translation>
    </message>
    <message>
        <source>A discount is at most 100 %. Nothing was taken off.</source>
        <translation>A discount is at most 100 %. Nothing was taken off.</translation>
    </message>
    <message>
        <source>Discount above the amount</source>
        <translation>Discount above the amount</translation>
    </message>
    <message>
        <source>Only {left} is left to take off. Type a smaller amount.</source>
        <translation>Only {left} is left to take off. Type a smaller amount.</translation>
    </message>
    <message>
        <source>Not a discount</source>
        <translation>Not a discount</translation>
    </message>
    <message>
        <source>Type a percent or an amount above zero.</source>
        <translation>Type a percent or an amount above zero.</translation>
    </message>
    <message>
        <source>The promotion is better</source>
        <translation>The promotion is better</translation>
    </message>
    <message>
        <source>It takes off {promotion}; by law it would be {discount}. The promotion stays.</source>
        <translation>It takes off {promotion}; by law it would be {discount}. The promotion stays.</translation>
    </message>
    <message>
        <source>Document missing</source>
        <translation>Document missing</translation>
    </message>
    <message>
        <source>Type the last digits of the document that was shown.</source>
        <translation>Type the last digits of the document that was shown.</translation>
    </message>
    <message>
        <source>Expired, not sold</source>
        <translation>Expired, not sold</translation>
    </message>
    <message>
        <source>«{name}» expired on {date} and was not added. Put it aside.</source>
        <translation>«{name}» expired on {date} and was not added. Put it aside.</translation>
    </message>
    <message>
        <source>Card number refused</source>
        <translation>Card number refused</translation>
    </message>
    <message>
        <source>A full card number is never kept; the field was emptied.</source>
        <translation>A full card number is never kept; the field was emptied.</translation>
    </message>
    <message>
        <source>Consent is missing</source>
        <translation>Consent is missing</translation>
    </message>
    <message>
        <source>Ask the customer and press 1; without a yes nothing is kept.</source>
        <translation>Ask the customer and press 1; without a yes nothing is kept.</translation>
    </message>
    <message>
        <source>Customer chosen</source>
        <translation>Customer chosen</translation>
    </message>
    <message>
        <source>This sale is for {name}; the basket stays as it is.</source>
        <translation>This sale is for {name}; the basket stays as it is.</translation>
    </message>
    <message>
        <source>Card without a customer</source>
        <translation>Card without a customer</translation>
    </message>
    <message>
        <source>«{code}» belongs to nobody here; the sale is as it was.</source>
        <translation>«{code}» belongs to nobody here; the sale is as it was.</translation>
    </message>
    <message>
        <source>The name is missing</source>
        <translation>The name is missing</translation>
    </message>
    <message>
        <source>Type the customer&apos;s name; nothing was kept yet.</source>
        <translation>Type the customer&apos;s name; nothing was kept yet.</translation>
    </message>
    <message>
        <source>The name is too long</source>
        <translation>The name is too long</translation>
    </message>
    <message>
        <source>It takes up to {limit} letters; shorten it.</source>
        <translation>It takes up to {limit} letters; shorten it.</translation>
    </message>
    <message>
        <source>The document&apos;s number is missing</source>
        <translation>The document&apos;s number is missing</translation>
    </message>
    <message>
        <source>Type it as the document shows it; nothing changed yet.</source>
        <translation>Type it as the document shows it; nothing changed yet.</translation>
    </message>
    <message>
        <source>The number is too long</source>
        <translation>The number is too long</translation>
    </message>
    <message>
        <source>A document has up to {limit} characters; check it.</source>
        <translation>A document has up to {limit} characters; check it.</translation>
    </message>
    <message>
        <source>That is no phone number</source>
        <translation>That is no phone number</translation>
    </message>
    <message>
        <source>Type 7 to 15 digits, or leave it empty.</source>
        <translation>Type 7 to 15 digits, or leave it empty.</translation>
    </message>
    <message>
        <source>That is no email address</source>
        <translation>That is no email address</translation>
    </message>
    <message>
        <source>Type it like ana@tienda.com, or leave it empty.</source>
        <translation>Type it like ana@tienda.com, or leave it empty.</translation>
    </message>
    <message>
        <source>Sale parked</source>
        <translation>Sale parked</translation>
    </message>
    <message>
        <source>«{name}» waits with its {lines} lines; the list is on Shift+F7.</source>
        <translation>«{name}» waits with its {lines} lines; the list is on Shift+F7.</translation>
    </message>
    <message>
        <source>Sale given up</source>
        <translation>Sale given up</translation>
    </message>
    <message>
        <source>Nothing was charged; it is on record with its reason.</source>
        <translation>Nothing was charged; it is on record with its reason.</translation>
    </message>
    <message>
        <source>A sale is open</source>
        <translation>A sale is open</translation>
    </message>
    <message>
        <source>Park it or finish it first; then take the other one up.</source>
        <translation>Park it or finish it first; then take the other one up.</translation>
    </message>
    <message>
        <source>No longer parked</source>
        <translation>No longer parked</translation>
    </message>
    <message>
        <source>That sale was taken up or given up. Nothing changed here.</source>
        <translation>That sale was taken up or given up. Nothing changed here.</translation>
    </message>
    <message>
        <source>Give the money back first</source>
        <translation>Give the money back first</translation>
    </message>
    <message>
        <source>It holds a payment that is not cash. Reverse it; then give the sale up.</source>
        <translation>It holds a payment that is not cash. Reverse it; then give the sale up.</translation>
    </message>
    <message>
        <source>A payment has no answer</source>
        <translation>A payment has no answer</translation>
    </message>
    <message>
        <source>Say first what became of it; nothing else is taken meanwhile.</source>
        <translation>Say first what became of it; nothing else is taken meanwhile.</translation>
    </message>
    <message>
        <source>Sale of another shift</source>
        <translation>Sale of another shift</translation>
    </message>
    <message>
        <source>{number} cannot be voided any more: its shift is over. Take the goods back with Return.</source>
        <translation>{number} cannot be voided any more: its shift is over. Take the goods back with Return.</translation>
    </message>
    <message>
        <source>Sale of another till</source>
        <translation>Sale of another till</translation>
    </message>
    <message>
        <source>{number} is voided at the till that made it. Here its goods come back with Return.</source>
        <translation>{number} is voided at the till that made it. Here its goods come back with Return.</translation>
    </message>
    <message>
        <source>It was paid with goods</source>
        <translation>It was paid with goods</translation>
    </message>
    <message>
        <source>{number} took goods in exchange and is not voided. Take its goods back with Return.</source>
        <translation>{number} took goods in exchange and is not voided. Take its goods back with Return.</translation>
    </message>
    <message>
        <source>Part of it came back</source>
        <translation>Part of it came back</translation>
    </message>
    <message>
        <source>{number} has a return already and is not voided. Take the rest back with Return.</source>
        <translation>{number} has a return already and is not voided. Take the rest back with Return.</translation>
    </message>
    <message>
        <source>Reference missing</source>
        <translation>Reference missing</translation>
    </message>
    <message>
        <source>Give the money back at the terminal or app first, then type the number it shows.</source>
        <translation>Give the money back at the terminal or app first, then type the number it shows.</translation>
    </message>
    <message>
        <source>Goods without a list price cost at most {limit}. Nothing was added; check the price.</source>
        <translation>Goods without a list price cost at most {limit}. Nothing was added; check the price.</translation>
    </message>
    <message>
        <source>{text} names no goods of the catalogue. Nothing changed; scan another label.</source>
        <translation>{text} names no goods of the catalogue. Nothing changed; scan another label.</translation>
    </message>
    <message>
        <source>Payment taken back</source>
        <translation>Payment taken back</translation>
    </message>
    <message>
        <source>It no longer counts. If B/. {amount} was charged, reverse it where it was charged.</source>
        <translation>It no longer counts. If B/. {amount} was charged, reverse it where it was charged.</translation>
    </message>
    <message>
        <source>Last 4 digits missing</source>
        <translation>Last 4 digits missing</translation>
    </message>
    <message>
        <source>Type the four digits the slip shows; nothing was taken.</source>
        <translation>Type the four digits the slip shows; nothing was taken.</translation>
    </message>
    <message>
        <source>Approval code not readable</source>
        <translation>Approval code not readable</translation>
    </message>
    <message>
        <source>Letters and digits, at most 12, as on the slip; nothing was taken.</source>
        <translation>Letters and digits, at most 12, as on the slip; nothing was taken.</translation>
    </message>
    <message>
        <source>Terminal not readable</source>
        <translation>Terminal not readable</translation>
    </message>
    <message>
        <source>Letters and digits, at most 20, as on the slip; nothing was taken.</source>
        <translation>Letters and digits, at most 20, as on the slip; nothing was taken.</translation>
    </message>
    <message>
        <source>Batch not readable</source>
        <translation>Batch not readable</translation>
    </message>
    <message>
        <source>Letters and digits, at most 12, or leave it empty; nothing was taken.</source>
        <translation>Letters and digits, at most 12, or leave it empty; nothing was taken.</translation>
    </message>
    <message>
        <source>Trace number not readable</source>
        <translation>Trace number not readable</translation>
    </message>
    <message>
        <source>This slip was entered already</source>
        <translation>This slip was entered already</translation>
    </message>
    <message>
        <source>Look at {authorization}: same batch, code, amount. Enter again if it is another charge.</source>
        <translation>Look at {authorization}: same batch, code, amount. Enter again if it is another charge.</translation>
    </message>
    <message>
        <source>More than what is missing</source>
        <translation>More than what is missing</translation>
    </message>
    <message>
        <source>Only cash gives change. At most B/. {due} here; nothing was taken.</source>
        <translation>Only cash gives change. At most B/. {due} here; nothing was taken.</translation>
    </message>
    <message>
        <source>Code not readable</source>
        <translation>Code not readable</translation>
    </message>
    <message>
        <source>Type the code on the customer&apos;s screen, 4 characters or more; nothing was taken.</source>
        <translation>Type the code on the customer&apos;s screen, 4 characters or more; nothing was taken.</translation>
    </message>
    <message>
        <source>That code was used already</source>
        <translation>That code was used already</translation>
    </message>
    <message>
        <source>{code} paid another sale. Ask for the payment of this one; nothing was taken.</source>
        <translation>{code} paid another sale. Ask for the payment of this one; nothing was taken.</translation>
    </message>
    <message>
        <source>Bank missing</source>
        <translation>Bank missing</translation>
    </message>
    <message>
        <source>Choose or type the bank it comes from; nothing was taken.</source>
        <translation>Choose or type the bank it comes from; nothing was taken.</translation>
    </message>
    <message>
        <source>Reference not readable</source>
        <translation>Reference not readable</translation>
    </message>
    <message>
        <source>Type it as on the bank&apos;s receipt, 3 to 35 characters; nothing was taken.</source>
        <translation>Type it as on the bank&apos;s receipt, 3 to 35 characters; nothing was taken.</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>B/. {amount} arrived. Enter finishes the sale when nothing is missing.</source>
        <translation>B/. {amount} arrived. Enter finishes the sale when nothing is missing.</translation>
    </message>
    <message>
        <source>Payment declined</source>
        <translation>Payment declined</translation>
    </message>
    <message>
        <source>B/. {amount} were not paid. Ask again or choose another way.</source>
        <translation>B/. {amount} were not paid. Ask again or choose another way.</translation>
    </message>
    <message>
        <source>Code withdrawn</source>
        <translation>Code withdrawn</translation>
    </message>
    <message>
        <source>B/. {amount} were not paid and the code is good no more. Choose how to pay.</source>
        <translation>B/. {amount} were not paid and the code is good no more. Choose how to pay.</translation>
    </message>
    <message>
        <source>Code lapsed</source>
        <translation>Code lapsed</translation>
    </message>
    <message>
        <source>Nobody paid B/. {amount} in time. Ask for a new code or choose another way.</source>
        <translation>Nobody paid B/. {amount} in time. Ask for a new code or choose another way.</translation>
    </message>
    <message>
        <source>No connection to Yappy</source>
        <translation>No connection to Yappy</translation>
    </message>
    <message>
        <source>Nothing was charged. Type the customer&apos;s code, or choose another way.</source>
        <translation>Nothing was charged. Type the customer&apos;s code, or choose another way.</translation>
    </message>
    <message>
        <source>Taken as not paid</source>
        <translation>Taken as not paid</translation>
    </message>
    <message>
        <source>If B/. {amount} arrive later all the same, tell your supervisor.</source>
        <translation>If B/. {amount} arrive later all the same, tell your supervisor.</translation>
    </message>
    <message>
        <source>Choose the customer first</source>
        <translation>Choose the customer first</translation>
    </message>
    <message>
        <source>Points and credit are somebody&apos;s. Press F3 to look them up; nothing was taken.</source>
        <translation>Points and credit are somebody&apos;s. Press F3 to look them up; nothing was taken.</translation>
    </message>
    <message>
        <source>Nothing to pay with here</source>
        <translation>Nothing to pay with here</translation>
    </message>
    <message>
        <source>{name} has neither points nor credit at this shop. Choose another way to pay.</source>
        <translation>{name} has neither points nor credit at this shop. Choose another way to pay.</translation>
    </message>
    <message>
        <source>No points known</source>
        <translation>No points known</translation>
    </message>
    <message>
        <source>The centre has not told the points of {name} yet. Choose another way to pay.</source>
        <translation>The centre has not told the points of {name} yet. Choose another way to pay.</translation>
    </message>
    <message>
        <source>No points to take</source>
        <translation>No points to take</translation>
    </message>
    <message>
        <source>Type how many points, 1 or more; nothing was taken.</source>
        <translation>Type how many points, 1 or more; nothing was taken.</translation>
    </message>
    <message>
        <source>Too few points at once</source>
        <translation>Too few points at once</translation>
    </message>
    <message>
        <source>At least {minimum} points are used at once; nothing was taken.</source>
        <translation>At least {minimum} points are used at once; nothing was taken.</translation>
    </message>
    <message>
        <source>Not so many points</source>
        <translation>Not so many points</translation>
    </message>
    <message>
        <source>{available} may be used here now; without connection, the last ones known. Nothing was taken.</source>
        <translation>{available} may be used here now; without connection, the last ones known. Nothing was taken.</translation>
    </message>
    <message>
        <source>More points than needed</source>
        <translation>More points than needed</translation>
    </message>
    <message>
        <source>{points} points pay what is missing; points give no change. Nothing was taken.</source>
        <translation>{points} points pay what is missing; points give no change. Nothing was taken.</translation>
    </message>
    <message>
        <source>No credit at this shop</source>
        <translation>No credit at this shop</translation>
    </message>
    <message>
        <source>{name} has no credit here. Choose another way to pay; nothing was taken.</source>
        <translation>{name} has no credit here. Choose another way to pay; nothing was taken.</translation>
    </message>
    <message>
        <source>Its answer is known already</source>
        <translation>Its answer is known already</translation>
    </message>
    <message>
        <source>Nothing changed. Look at the list of payments.</source>
        <translation>Nothing changed. Look at the list of payments.</translation>
    </message>
    <message>
        <source>That payment is gone</source>
        <translation>That payment is gone</translation>
    </message>
    <message>
        <source>It was taken back. Nothing changed.</source>
        <translation>It was taken back. Nothing changed.</translation>
    </message>
    <message>
        <source>Mark what comes back</source>
        <translation>Mark what comes back</translation>
    </message>
    <message>
        <source>Nothing was marked. Tick a line, or type how many of it come back.</source>
        <translation>Nothing was marked. Tick a line, or type how many of it come back.</translation>
    </message>
    <message>
        <source>More than was sold</source>
        <translation>More than was sold</translation>
    </message>
    <message>
        <source>Of «{name}» only {left} may still come back. Nothing changed.</source>
        <translation>Of «{name}» only {left} may still come back. Nothing changed.</translation>
    </message>
    <message>
        <source>All of it came back</source>
        <translation>All of it came back</translation>
    </message>
    <message>
        <source>Of {number} nothing is left to return: see {name}.</source>
        <translation>Of {number} nothing is left to return: see {name}.</translation>
    </message>
    <message>
        <source>Product not known here</source>
        <translation>Product not known here</translation>
    </message>
    <message>
        <source>«{name}» is not in this till&apos;s catalogue: its return waits for the network.</source>
        <translation>«{name}» is not in this till&apos;s catalogue: its return waits for the network.</translation>
    </message>
    <message>
        <source>Some of it came back meanwhile</source>
        <translation>Some of it came back meanwhile</translation>
    </message>
    <message>
        <source>Nothing was refunded. Mark again what comes back; the list shows what is left.</source>
        <translation>Nothing was refunded. Mark again what comes back; the list shows what is left.</translation>
    </message>
    <message>
        <source>Price missing</source>
        <translation>Price missing</translation>
    </message>
    <message>
        <source>{name} has no list price. Type its price to add it.</source>
        <translation>{name} has no list price. Type its price to add it.</translation>
    </message>
    <message>
        <source>Price first</source>
        <translation>Price first</translation>
    </message>
    <message>
        <source>{name} waits for its price; what was scanned was not added. Type the price, or press Esc.</source>
        <translation>{name} waits for its price; what was scanned was not added. Type the price, or press Esc.</translation>
    </message>
    <message>
        <source>Price above the limit</source>
        <translation>Price above the limit</translation>
    </message>
    <message>
        <source>Labels learnt</source>
        <translation>Labels learnt</translation>
    </message>
    <message>
        <source>Labels that begin with {prefix} are read as {layout} from now on.</source>
        <translation>Labels that begin with {prefix} are read as {layout} from now on.</translation>
    </message>
    <message>
        <source>In use, not kept</source>
        <translation>In use, not kept</translation>
    </message>
    <message>
        <source>The disk did not take it: it holds until the till closes. Learn them again then.</source>
        <translation>The disk did not take it: it holds until the till closes. Learn them again then.</translation>
    </message>
    <message>
        <source>Not a label of the scale</source>
        <translation>Not a label of the scale</translation>
    </message>
    <message>
        <source>{text} has no 13 digits beginning with 02 or 20 to 29. Nothing changed; scan another.</source>
        <translation>{text} has no 13 digits beginning with 02 or 20 to 29. Nothing changed; scan another.</translation>
    </message>
    <message>
        <source>No goods fit this label</source>
        <translation>No goods fit this label</translation>
    </message>
    <message>
        <source>Goods of B/. {amount} come back</source>
        <translation>Goods of B/. {amount} come back</translation>
    </message>
    <message>
        <source>Scan what the customer takes instead, then press Pay: it asks for the difference only.</source>
        <translation>Scan what the customer takes instead, then press Pay: it asks for the difference only.</translation>
    </message>
    <message>
        <source>One receipt for each sale</source>
        <translation>One receipt for each sale</translation>
    </message>
    <message>
        <source>Goods of another receipt come back in this sale already. Finish it first.</source>
        <translation>Goods of another receipt come back in this sale already. Finish it first.</translation>
    </message>
    <message>
        <source>That return is stored already</source>
        <translation>That return is stored already</translation>
    </message>
    <message>
        <source>It was paid out and pays nothing here. Take its rows out of this sale, then press Pay.</source>
        <translation>It was paid out and pays nothing here. Take its rows out of this sale, then press Pay.</translation>
    </message>
    <message>
        <source>The clock went back</source>
        <translation>The clock went back</translation>
    </message>
    <message>
        <source>From {before} to {after}. Keep selling: sales keep their order. Tell the supervisor.</source>
        <translation>From {before} to {after}. Keep selling: sales keep their order. Tell the supervisor.</translation>
    </message>
    <message>
        <source>Receipt saved as PDF</source>
        <translation>Receipt saved as PDF</translation>
    </message>
    <message>
        <source>It is {file}, in {folder}.</source>
        <translation>It is {file}, in {folder}.</translation>
    </message>
    <message>
        <source>Mail with the receipt ready</source>
        <translation>Mail with the receipt ready</translation>
    </message>
    <message>
        <source>Open {file} in {folder}, write the customer&apos;s address and send it.</source>
        <translation>Open {file} in {folder}, write the customer&apos;s address and send it.</translation>
    </message>
    <message>
        <source>The file could not be saved</source>
        <translation>The file could not be saved</translation>
    </message>
    <message>
        <source>The receipt is safe in the till. Check space and permissions of {folder} and save it again.</source>
        <translation>The receipt is safe in the till. Check space and permissions of {folder} and save it again.</translation>
    </message>
    <message>
        <source>Code not withdrawn</source>
        <translation>Code not withdrawn</translation>
    </message>
    <message>
        <source>B/. {amount} can still be paid with it. Wait, or press Esc to withdraw it again.</source>
        <translation>B/. {amount} can still be paid with it. Wait, or press Esc to withdraw it again.</translation>
    </message>
    <message>
        <source>This line bears an approval</source>
        <translation>This line bears an approval</translation>
    </message>
    <message>
        <source>The price or discount was allowed for this quantity. Add the rest as another line.</source>
        <translation>The price or discount was allowed for this quantity. Add the rest as another line.</translation>
    </message>
    <message>
        <source>Yappy gave it back</source>
        <translation>Yappy gave it back</translation>
    </message>
    <message>
        <source>B/. {amount} went back to the customer. Choose how to pay.</source>
        <translation>B/. {amount} went back to the customer. Choose how to pay.</translation>
    </message>
    <message>
        <source>Yappy did not return it</source>
        <translation>Yappy did not return it</translation>
    </message>
    <message>
        <source>B/. {amount} stay paid in this sale. Finish it and return it after, or call your supervisor.</source>
        <translation>B/. {amount} stay paid in this sale. Finish it and return it after, or call your supervisor.</translation>
    </message>
    <message>
        <source>Practice needs a permission</source>
        <translation>Practice needs a permission</translation>
    </message>
    <message>
        <source>Nothing changed and the sale stays. The manager gives the permission at the office.</source>
        <translation>Nothing changed and the sale stays. The manager gives the permission at the office.</translation>
    </message>
    <message>
        <source>Refund at the till that sold</source>
        <translation>Refund at the till that sold</translation>
    </message>
    <message>
        <source>Receipt {number} does not tell how all of it was paid. Refund it there, or exchange it here.</source>
        <translation>Receipt {number} does not tell how all of it was paid. Refund it there, or exchange it here.</translation>
    </message>
    <message>
        <source>More paid than the total</source>
        <translation>More paid than the total</translation>
    </message>
    <message>
        <source>B/. {amount} too much are paid. Press Esc and add goods, or take a payment back with Del.</source>
        <translation>B/. {amount} too much are paid. Press Esc and add goods, or take a payment back with Del.</translation>
    </message>
    <message>
        <source>B/. {amount} too much are paid. Hand back the B/. {cash} in cash, then add goods or press Del.</source>
        <translation>B/. {amount} too much are paid. Hand back the B/. {cash} in cash, then add goods or press Del.</translation>
    </message>
    <message>
        <source>Take the cash again</source>
        <translation>Take the cash again</translation>
    </message>
    <message>
        <source>The total is now B/. {total}: the B/. {cash} in cash no longer count. Charge again.</source>
        <translation>The total is now B/. {total}: the B/. {cash} in cash no longer count. Charge again.</translation>
    </message>
    <message>
        <source>Who will practise?</source>
        <translation>Who will practise?</translation>
    </message>
    <message>
        <source>Touch your name and type your PIN. Practice begins then.</source>
        <translation>Touch your name and type your PIN. Practice begins then.</translation>
    </message>
    <message>
        <source>Said already</source>
        <translation>Said already</translation>
    </message>
    <message>
        <source>What became of this payment of {number} was said before. Nothing changed.</source>
        <translation>What became of this payment of {number} was said before. Nothing changed.</translation>
    </message>
    <message>
        <source>Change corrected</source>
        <translation>Change corrected</translation>
    </message>
    <message>
        <source>Hand back B/. {change}. The receipt {number} stays as it is.</source>
        <translation>Hand back B/. {change}. The receipt {number} stays as it is.</translation>
    </message>
    <message>
        <source>Less than the cash due</source>
        <translation>Less than the cash due</translation>
    </message>
    <message>
        <source>At least B/. {amount} in cash were due. Nothing changed; type the true amount.</source>
        <translation>At least B/. {amount} in cash were due. Nothing changed; type the true amount.</translation>
    </message>
    <message>
        <source>The same as before</source>
        <translation>The same as before</translation>
    </message>
    <message>
        <source>That is what already stands as received. Nothing changed.</source>
        <translation>That is what already stands as received. Nothing changed.</translation>
    </message>
    <message>
        <source>No cash in this sale</source>
        <translation>No cash in this sale</translation>
    </message>
    <message>
        <source>Nothing was received in cash, so no change can be corrected.</source>
        <translation>Nothing was received in cash, so no change can be corrected.</translation>
    </message>
    <message>
        <source>No change on the screen</source>
        <translation>No change on the screen</translation>
    </message>
    <message>
        <source>What was received can be corrected until the next sale begins.</source>
        <translation>What was received can be corrected until the next sale begins.</translation>
    </message>
    <message>
        <source>This till was disabled</source>
        <translation>This till was disabled</translation>
    </message>
    <message>
        <source>It sells on for {hours} h and keeps all it holds. Tell your supervisor.</source>
        <translation>It sells on for {hours} h and keeps all it holds. Tell your supervisor.</translation>
    </message>
    <message>
        <source>This till is locked</source>
        <translation>This till is locked</translation>
    </message>
    <message>
        <source>All it sold is kept. To sell again it must be enrolled again.</source>
        <translation>All it sold is kept. To sell again it must be enrolled again.</translation>
    </message>
    <message>
        <source>Give the customer back the B/. {cash} taken in cash; the sale is on record with its reason.</source>
        <translation>Give the customer back the B/. {cash} taken in cash; the sale is on record with its reason.</translation>
    </message>
    <message>
        <source>The clock is wrong</source>
        <translation>The clock is wrong</translation>
    </message>
    <message>
        <source>It is {minutes} min from the centre&apos;s. Selling goes on; correct the computer&apos;s time.</source>
        <translation>It is {minutes} min from the centre&apos;s. Selling goes on; correct the computer&apos;s time.</translation>
    </message>
    <message>
        <source>Not the centre</source>
        <translation>Not the centre</translation>
    </message>
    <message>
        <source>Who answers is not proved to be the centre: it was given nothing. Keep selling; tell support.</source>
        <translation>Who answers is not proved to be the centre: it was given nothing. Keep selling; tell support.</translation>
    </message>
    <message>
        <source>Keep selling: all is kept here. Touch the connection above to see why.</source>
        <translation>Keep selling: all is kept here. Touch the connection above to see why.</translation>
    </message>
    <message>
        <source>Two tills share one identity</source>
        <translation>Two tills share one identity</translation>
    </message>
    <message>
        <source>Keep selling: all is kept here. Tell your supervisor: the true till must be enrolled again.</source>
        <translation>Keep selling: all is kept here. Tell your supervisor: the true till must be enrolled again.</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>The centre has it. The sale shows how it was decided, and who did.</source>
        <translation>The centre has it. The sale shows how it was decided, and who did.</translation>
    </message>
    <message>
        <source>The centre does not take this PIN. Nothing was decided; type it again.</source>
        <translation>The centre does not take this PIN. Nothing was decided; type it again.</translation>
    </message>
    <message>
        <source>Too many wrong PINs</source>
        <translation>Too many wrong PINs</translation>
    </message>
    <message>
        <source>Nothing was decided. Wait {wait} before the next PIN, or let another person decide.</source>
        <translation>Nothing was decided. Wait {wait} before the next PIN, or let another person decide.</translation>
    </message>
    <message>
        <source>Not for this person</source>
        <translation>Not for this person</translation>
    </message>
    <message>
        <source>{name} may not decide this one. Nothing was decided; choose another person.</source>
        <translation>{name} may not decide this one. Nothing was decided; choose another person.</translation>
    </message>
    <message>
        <source>Already decided</source>
        <translation>Already decided</translation>
    </message>
    <message>
        <source>Somebody was first, as it says here. Nothing changed now.</source>
        <translation>Somebody was first, as it says here. Nothing changed now.</translation>
    </message>
    <message>
        <source>No longer in review</source>
        <translation>No longer in review</translation>
    </message>
    <message>
        <source>The centre keeps no such review any more. Nothing changed now.</source>
        <translation>The centre keeps no such review any more. Nothing changed now.</translation>
    </message>
    <message>
        <source>The centre does not accept it</source>
        <translation>The centre does not accept it</translation>
    </message>
    <message>
        <source>Nothing was decided and the sale does not change. Choose another way, or ask support. {code}</source>
        <translation>Nothing was decided and the sale does not change. Choose another way, or ask support. {code}</translation>
    </message>
    <message>
        <source>Deciding needs the network</source>
        <translation>Deciding needs the network</translation>
    </message>
    <message>
        <source>Nothing was decided and the sale does not change meanwhile. Decide when the till is online.</source>
        <translation>Nothing was decided and the sale does not change meanwhile. Decide when the till is online.</translation>
    </message>
    <message>
        <source>No answer from the centre</source>
        <translation>No answer from the centre</translation>
    </message>
    <message>
        <source>We do not know if it was decided; the list will tell. Deciding the same again does no harm.</source>
        <translation>We do not know if it was decided; the list will tell. Deciding the same again does no harm.</translation>
    </message>
    <message>
        <source>The till&apos;s key is missing</source>
        <translation>The till&apos;s key is missing</translation>
    </message>
    <message>
        <source>Nothing was decided. Keep selling; your administrator must enrol this till again.</source>
        <translation>Nothing was decided. Keep selling; your administrator must enrol this till again.</translation>
    </message>
    <message>
        <source>A word of why is missing</source>
        <translation>A word of why is missing</translation>
    </message>
    <message>
        <source>Nothing was decided. Write it on the first line, then decide.</source>
        <translation>Nothing was decided. Write it on the first line, then decide.</translation>
    </message>
    <message>
        <source>Decide it at the centre</source>
        <translation>Decide it at the centre</translation>
    </message>
    <message>
        <source>A newer centre offers this way; this till cannot carry it out. Nothing changed.</source>
        <translation>A newer centre offers this way; this till cannot carry it out. Nothing changed.</translation>
    </message>
    <message>
        <source>Nobody here may decide</source>
        <translation>Nobody here may decide</translation>
    </message>
    <message>
        <source>It is decided at the centre, by whom it says here. The sale stands; keep selling.</source>
        <translation>It is decided at the centre, by whom it says here. The sale stands; keep selling.</translation>
    </message>
    <message>
        <source>This person&apos;s rights have run out</source>
        <translation>This person&apos;s rights have run out</translation>
    </message>
    <message>
        <source>The till has been without the centre for too long. Nothing changed; ask for the remote code, or connect the till.</source>
        <translation>The till has been without the centre for too long. Nothing changed; ask for the remote code, or connect the till.</translation>
    </message>
    <message>
        <source>Your access here has ended</source>
        <translation>Your access here has ended</translation>
    </message>
    <message>
        <source>Finish this sale; after it the till asks who goes on.</source>
        <translation>Finish this sale; after it the till asks who goes on.</translation>
    </message>
    <message>
        <source>The staff list is not accepted</source>
        <translation>The staff list is not accepted</translation>
    </message>
    <message>
        <source>It could not be verified ({reason}). People and permissions stay as they were and selling goes on; tell support.</source>
        <translation>It could not be verified ({reason}). People and permissions stay as they were and selling goes on; tell support.</translation>
    </message>
    <message>
        <source>Prices are from {as_of}</source>
        <translation>Prices are from {as_of}</translation>
    </message>
    <message>
        <source>Selling goes on with them. They are renewed by themselves once the centre answers.</source>
        <translation>Selling goes on with them. They are renewed by themselves once the centre answers.</translation>
    </message>
    <message>
        <source>Promotions are from {as_of}</source>
        <translation>Promotions are from {as_of}</translation>
    </message>
    <message>
        <source>Those that end on their date end all the same. New ones come once the centre answers.</source>
        <translation>Those that end on their date end all the same. New ones come once the centre answers.</translation>
    </message>
    <message>
        <source>Tax rates are from {as_of}</source>
        <translation>Tax rates are from {as_of}</translation>
    </message>
    <message>
        <source>Selling goes on with them; the centre checks every sale by the rates of its day.</source>
        <translation>Selling goes on with them; the centre checks every sale by the rates of its day.</translation>
    </message>
    <message>
        <source>Staff list is from {as_of}</source>
        <translation>Staff list is from {as_of}</translation>
    </message>
    <message>
        <source>Signing in and cash sales never expire. After three days some may no longer authorise until the centre answers.</source>
        <translation>Signing in and cash sales never expire. After three days some may no longer authorise until the centre answers.</translation>
    </message>
    <message>
        <source>Prices are over a week old</source>
        <translation>Prices are over a week old</translation>
    </message>
    <message>
        <source>Cash sales go on. Once this shift a supervisor says that these prices may go on.</source>
        <translation>Cash sales go on. Once this shift a supervisor says that these prices may go on.</translation>
    </message>
    <message>
        <source>The centre changes much at once</source>
        <translation>The centre changes much at once</translation>
    </message>
    <message>
        <source>What is here sells on. A supervisor looks at it and decides.</source>
        <translation>What is here sells on. A supervisor looks at it and decides.</translation>
    </message>
    <message>
        <source>This badge does not decide this</source>
        <translation>This badge does not decide this</translation>
    </message>
    <message>
        <source>Nothing was decided. One of the people listed scans their badge or is picked.</source>
        <translation>Nothing was decided. One of the people listed scans their badge or is picked.</translation>
    </message>
</context>
<context>
    <name>Pad</name>
    <message>
        <source>Delete last</source>
        <translation>Delete last</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Times</translation>
    </message>
    <message>
        <source>Plus</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Go back</source>
        <translation>Go back</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>This line</translation>
    </message>
    <message>
        <source>Whole sale</source>
        <translation>Whole sale</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Percent</translation>
    </message>
    <message>
        <source>Balboas</source>
        <translation>Balboas</translation>
    </message>
    <message>
        <source>By law</source>
        <translation>By law</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>How much</translation>
    </message>
    <message>
        <source>Document seen</source>
        <translation>Document seen</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Retirement card</source>
        <translation>Retirement card</translation>
    </message>
    <message>
        <source>Last digits of the document</source>
        <translation>Last digits of the document</translation>
    </message>
    <message>
        <source>Discount {amount}</source>
        <translation>Discount {amount}</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Apply</translation>
    </message>
    <message>
        <source>Remove discount</source>
        <translation>Remove discount</translation>
    </message>
    <message>
        <source>Discount {percent} % (limit {limit} %)</source>
        <translation>Discount {percent} % (limit {limit} %)</translation>
    </message>
    <message>
        <source>Discounts {amount} (limit {limit})</source>
        <translation>Discounts {amount} (limit {limit})</translation>
    </message>
    <message>
        <source>Before money is taken</source>
        <translation>Before money is taken</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Damaged</translation>
    </message>
    <message>
        <source>About to expire</source>
        <translation>About to expire</translation>
    </message>
    <message>
        <source>Courtesy</source>
        <translation>Courtesy</translation>
    </message>
    <message>
        <source>Agreed price</source>
        <translation>Agreed price</translation>
    </message>
    <message>
        <source>Lower price on the shelf</source>
        <translation>Lower price on the shelf</translation>
    </message>
    <message>
        <source>Wrong price in the list</source>
        <translation>Wrong price in the list</translation>
    </message>
    <message>
        <source>Customer left</source>
        <translation>Customer left</translation>
    </message>
    <message>
        <source>Wrong goods</source>
        <translation>Wrong goods</translation>
    </message>
    <message>
        <source>Not enough money</source>
        <translation>Not enough money</translation>
    </message>
    <message>
        <source>Wrong payment</source>
        <translation>Wrong payment</translation>
    </message>
    <message>
        <source>Customer changed their mind</source>
        <translation>Customer changed their mind</translation>
    </message>
    <message>
        <source>Charged twice</source>
        <translation>Charged twice</translation>
    </message>
    <message>
        <source>Does not suit</source>
        <translation>Does not suit</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Another price</source>
        <translation>Another price</translation>
    </message>
    <message>
        <source>Price now</source>
        <translation>Price now</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>New price</translation>
    </message>
    <message>
        <source>Price of each</source>
        <translation>Price of each</translation>
    </message>
    <message>
        <source>Another price than the list&apos;s</source>
        <translation>Another price than the list&apos;s</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>It is printed on the receipt</source>
        <translation>It is printed on the receipt</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Why {amount}?</source>
        <translation>Why {amount}?</translation>
    </message>
    <message>
        <source>Price of the list</source>
        <translation>Price of the list</translation>
    </message>
    <message>
        <source>Quantity by price</source>
        <translation>Quantity by price</translation>
    </message>
    <message>
        <source>Price on its label</source>
        <translation>Price on its label</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>Promotion</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>Price of list {list}, version {version}, as of {time}.</source>
        <translation>Price of list {list}, version {version}, as of {time}.</translation>
    </message>
    <message>
        <source>Price of version {version}, as of {time}.</source>
        <translation>Price of version {version}, as of {time}.</translation>
    </message>
    <message>
        <source>This product is no longer in the catalogue; the price is that of the moment it was added.</source>
        <translation>This product is no longer in the catalogue; the price is that of the moment it was added.</translation>
    </message>
    <message>
        <source>Price check</source>
        <translation>Price check</translation>
    </message>
    <message>
        <source>Scan or type a name</source>
        <translation>Scan or type a name</translation>
    </message>
    <message>
        <source>No product matches. Try fewer letters.</source>
        <translation>No product matches. Try fewer letters.</translation>
    </message>
    <message>
        <source>See price</source>
        <translation>See price</translation>
    </message>
    <message>
        <source>Add to the sale</source>
        <translation>Add to the sale</translation>
    </message>
    <message>
        <source>ITBMS</source>
        <translation>ITBMS</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Customers</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>name, cédula, RUC or phone</source>
        <translation>name, cédula, RUC or phone</translation>
    </message>
    <message>
        <source>Type who buys, or scan their card.</source>
        <translation>Type who buys, or scan their card.</translation>
    </message>
    <message>
        <source>Nobody found. Enter makes a new customer.</source>
        <translation>Nobody found. Enter makes a new customer.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>New customer</translation>
    </message>
    <message>
        <source>Walk-in customer</source>
        <translation>Walk-in customer</translation>
    </message>
    <message>
        <source>Points (at {time})</source>
        <translation>Points (at {time})</translation>
    </message>
    <message>
        <source>Points (of {day}, {time})</source>
        <translation>Points (of {day}, {time})</translation>
    </message>
    <message>
        <source>Credit left (at {time})</source>
        <translation>Credit left (at {time})</translation>
    </message>
    <message>
        <source>Credit left (of {day}, {time})</source>
        <translation>Credit left (of {day}, {time})</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Discounts</translation>
    </message>
    <message>
        <source>No credit and no points for now; buying is fine.</source>
        <translation>No credit and no points for now; buying is fine.</translation>
    </message>
    <message>
        <source>Points and credit are not known here yet.</source>
        <translation>Points and credit are not known here yet.</translation>
    </message>
    <message>
        <source>These figures are not recent: no more than this until the centre answers.</source>
        <translation>These figures are not recent: no more than this until the centre answers.</translation>
    </message>
    <message>
        <source>May we keep your data for purchases, points and credit?</source>
        <translation>May we keep your data for purchases, points and credit?</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>Agrees</translation>
    </message>
    <message>
        <source>Does not agree</source>
        <translation>Does not agree</translation>
    </message>
    <message>
        <source>National ID</source>
        <translation>National ID</translation>
    </message>
    <message>
        <source>Company RUC</source>
        <translation>Company RUC</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Passport</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>Save and use</source>
        <translation>Save and use</translation>
    </message>
    <message>
        <source>{name} has this document. Esc goes back to the customers.</source>
        <translation>{name} has this document. Esc goes back to the customers.</translation>
    </message>
    <message>
        <source>DV {given} does not check; it should be {expected}. It may be kept.</source>
        <translation>DV {given} does not check; it should be {expected}. It may be kept.</translation>
    </message>
    <message>
        <source>Such a document seldom looks like this. It may be kept.</source>
        <translation>Such a document seldom looks like this. It may be kept.</translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation>Parked sales</translation>
    </message>
    <message>
        <source>No sale is parked.</source>
        <translation>No sale is parked.</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>Parked {number}</source>
        <translation>Parked {number}</translation>
    </message>
    <message>
        <source>{time} · lines: {lines}</source>
        <translation>{time} · lines: {lines}</translation>
    </message>
    <message>
        <source>Payment without answer</source>
        <translation>Payment without answer</translation>
    </message>
    <message>
        <source>Give the sale up</source>
        <translation>Give the sale up</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Give up</translation>
    </message>
    <message>
        <source>Left of it</source>
        <translation>Left of it</translation>
    </message>
    <message>
        <source>Customer&apos;s discount, {percent}</source>
        <translation>Customer&apos;s discount, {percent}</translation>
    </message>
    <message>
        <source>Share of the sale&apos;s discount</source>
        <translation>Share of the sale&apos;s discount</translation>
    </message>
    <message>
        <source>Share of the points</source>
        <translation>Share of the points</translation>
    </message>
    <message>
        <source>Points {points} (at {time})</source>
        <translation>Points {points} (at {time})</translation>
    </message>
    <message>
        <source>Points {points} (of {day}, {time})</source>
        <translation>Points {points} (of {day}, {time})</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Number of the receipt</source>
        <translation>Number of the receipt</translation>
    </message>
    <message>
        <source>Scan the receipt, or type its number</source>
        <translation>Scan the receipt, or type its number</translation>
    </message>
    <message>
        <source>Another receipt</source>
        <translation>Another receipt</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Void the sale</source>
        <translation>Void the sale</translation>
    </message>
    <message>
        <source>Sale {number}</source>
        <translation>Sale {number}</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>Sale voided</source>
        <translation>Sale voided</translation>
    </message>
    <message>
        <source>Give back now</source>
        <translation>Give back now</translation>
    </message>
    <message>
        <source>The paper is printing: have the customer sign it and keep it.</source>
        <translation>The paper is printing: have the customer sign it and keep it.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Yappy</source>
        <translation>Yappy</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Store credit</translation>
    </message>
    <message>
        <source>Returned goods</source>
        <translation>Returned goods</translation>
    </message>
    <message>
        <source>Approval of the refund to the card</source>
        <translation>Approval of the refund to the card</translation>
    </message>
    <message>
        <source>Confirmation of the refund by Yappy</source>
        <translation>Confirmation of the refund by Yappy</translation>
    </message>
    <message>
        <source>Reference of the transfer back</source>
        <translation>Reference of the transfer back</translation>
    </message>
    <message>
        <source>Missing B/. {amount}</source>
        <translation>Missing B/. {amount}</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Receive</translation>
    </message>
    <message>
        <source>Last 4 digits</source>
        <translation>Last 4 digits</translation>
    </message>
    <message>
        <source>Approval code</source>
        <translation>Approval code</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Trace number</source>
        <translation>Trace number</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Credit</translation>
    </message>
    <message>
        <source>Debit</source>
        <translation>Debit</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Terminal, batch, trace</source>
        <translation>Terminal, batch, trace</translation>
    </message>
    <message>
        <source>Fewer fields</source>
        <translation>Fewer fields</translation>
    </message>
    <message>
        <source>A full card number is never kept. Type its last four digits only.</source>
        <translation>A full card number is never kept. Type its last four digits only.</translation>
    </message>
    <message>
        <source>Confirmation code</source>
        <translation>Confirmation code</translation>
    </message>
    <message>
        <source>Who pays</source>
        <translation>Who pays</translation>
    </message>
    <message>
        <source>It counts now and is confirmed later with the bank&apos;s list.</source>
        <translation>It counts now and is confirmed later with the bank&apos;s list.</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Another bank</source>
        <translation>Another bank</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Reference</translation>
    </message>
    <message>
        <source>In the name of</source>
        <translation>In the name of</translation>
    </message>
    <message>
        <source>Not seen yet</source>
        <translation>Not seen yet</translation>
    </message>
    <message>
        <source>Seen on the account</source>
        <translation>Seen on the account</translation>
    </message>
    <message>
        <source>Release goods on a transfer not seen: {amount}</source>
        <translation>Release goods on a transfer not seen: {amount}</translation>
    </message>
    <message>
        <source>Show QR</source>
        <translation>Show QR</translation>
    </message>
    <message>
        <source>Enter shows a code to scan. Where there is none, type the confirmation code.</source>
        <translation>Enter shows a code to scan. Where there is none, type the confirmation code.</translation>
    </message>
    <message>
        <source>Yappy with QR</source>
        <translation>Yappy with QR</translation>
    </message>
    <message>
        <source>The customer scans it, here or on their screen</source>
        <translation>The customer scans it, here or on their screen</translation>
    </message>
    <message>
        <source>Asking for an answer…</source>
        <translation>Asking for an answer…</translation>
    </message>
    <message>
        <source>Valid for {time}</source>
        <translation>Valid for {time}</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>Ask now</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Ask again</translation>
    </message>
    <message>
        <source>Approved with this code</source>
        <translation>Approved with this code</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Not paid</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>Do not charge again before it is clear</source>
        <translation>Do not charge again before it is clear</translation>
    </message>
    <message>
        <source>We do not know if B/. {amount} was paid. Look at the customer&apos;s screen: with a code it was.</source>
        <translation>We do not know if B/. {amount} was paid. Look at the customer&apos;s screen: with a code it was.</translation>
    </message>
    <message>
        <source>as the customer&apos;s screen shows it</source>
        <translation>as the customer&apos;s screen shows it</translation>
    </message>
    <message>
        <source>They are worth</source>
        <translation>They are worth</translation>
    </message>
    <message>
        <source>How many points</source>
        <translation>How many points</translation>
    </message>
    <message>
        <source>Credit beyond the limit: {amount}</source>
        <translation>Credit beyond the limit: {amount}</translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Last receipt</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>{number} · {when} · {till}</source>
        <translation>{number} · {when} · {till}</translation>
    </message>
    <message>
        <source>How many come back</source>
        <translation>How many come back</translation>
    </message>
    <message>
        <source>Sold {sold}</source>
        <translation>Sold {sold}</translation>
    </message>
    <message>
        <source>Sold {sold}, returned {returned}, left {left}</source>
        <translation>Sold {sold}, returned {returned}, left {left}</translation>
    </message>
    <message>
        <source>Nothing left</source>
        <translation>Nothing left</translation>
    </message>
    <message>
        <source>Not known at this till</source>
        <translation>Not known at this till</translation>
    </message>
    <message>
        <source>Receipt of another till: what others took back is not known here. The centre checks it.</source>
        <translation>Receipt of another till: what others took back is not known here. The centre checks it.</translation>
    </message>
    <message>
        <source>Came back before with {numbers}</source>
        <translation>Came back before with {numbers}</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>All of it</translation>
    </message>
    <message>
        <source>None of it</source>
        <translation>None of it</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Refund</translation>
    </message>
    <message>
        <source>Return {number}</source>
        <translation>Return {number}</translation>
    </message>
    <message>
        <source>Goods taken back</source>
        <translation>Goods taken back</translation>
    </message>
    <message>
        <source>Points taken back: {points}</source>
        <translation>Points taken back: {points}</translation>
    </message>
    <message>
        <source>To refund</source>
        <translation>To refund</translation>
    </message>
    <message>
        <source>What does it cost?</source>
        <translation>What does it cost?</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>{amount} if nothing is typed</source>
        <translation>{amount} if nothing is typed</translation>
    </message>
    <message>
        <source>Goods without a list price</source>
        <translation>Goods without a list price</translation>
    </message>
    <message>
        <source>of {left}</source>
        <translation>of {left}</translation>
    </message>
    <message>
        <source>Scale labels</source>
        <translation>Scale labels</translation>
    </message>
    <message>
        <source>Scan a label of goods you know, with its weight or price in the bars.</source>
        <translation>Scan a label of goods you know, with its weight or price in the bars.</translation>
    </message>
    <message>
        <source>Or its digits</source>
        <translation>Or its digits</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Which one does the label say?</source>
        <translation>Which one does the label say?</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>Price with verifier</source>
        <translation>Price with verifier</translation>
    </message>
    <message>
        <source>Item {item}: weighs {quantity}, so {amount}</source>
        <translation>Item {item}: weighs {quantity}, so {amount}</translation>
    </message>
    <message>
        <source>Item {item}: costs {amount}, so {quantity}</source>
        <translation>Item {item}: costs {amount}, so {quantity}</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Digits</translation>
    </message>
    <message>
        <source>Item {item}</source>
        <translation>Item {item}</translation>
    </message>
    <message>
        <source>It takes the place of {old}: labels with these first digits are read anew.</source>
        <translation>It takes the place of {old}: labels with these first digits are read anew.</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>Number, amount, day or customer</source>
        <translation>Number, amount, day or customer</translation>
    </message>
    <message>
        <source>123, 18.54, 24/11, today</source>
        <translation>123, 18.54, 24/11, today</translation>
    </message>
    <message>
        <source>This till has no receipts yet</source>
        <translation>This till has no receipts yet</translation>
    </message>
    <message>
        <source>No receipt fits that</source>
        <translation>No receipt fits that</translation>
    </message>
    <message>
        <source>See</source>
        <translation>See</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>Older ones</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Voided</translation>
    </message>
    <message>
        <source>Several ways</source>
        <translation>Several ways</translation>
    </message>
    <message>
        <source>The customer gets</source>
        <translation>The customer gets</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Money</translation>
    </message>
    <message>
        <source>Other goods</source>
        <translation>Other goods</translation>
    </message>
    <message>
        <source>Goods that come back</source>
        <translation>Goods that come back</translation>
    </message>
    <message>
        <source>Give money back</source>
        <translation>Give money back</translation>
    </message>
    <message>
        <source>Goods bought</source>
        <translation>Goods bought</translation>
    </message>
    <message>
        <source>Prices changed</source>
        <translation>Prices changed</translation>
    </message>
    <message>
        <source>The list changed while this sale waited. Choose which prices are charged.</source>
        <translation>The list changed while this sale waited. Choose which prices are charged.</translation>
    </message>
    <message>
        <source>It was {amount}</source>
        <translation>It was {amount}</translation>
    </message>
    <message>
        <source>Charge the new ones</source>
        <translation>Charge the new ones</translation>
    </message>
    <message>
        <source>Keep the earlier ones</source>
        <translation>Keep the earlier ones</translation>
    </message>
    <message>
        <source>No parked sale with that name</source>
        <translation>No parked sale with that name</translation>
    </message>
    <message>
        <source>Return · {when}</source>
        <translation>Return · {when}</translation>
    </message>
    <message>
        <source>Exchange · {when}</source>
        <translation>Exchange · {when}</translation>
    </message>
    <message>
        <source>Void · {when}</source>
        <translation>Void · {when}</translation>
    </message>
    <message>
        <source>Payments to confirm</source>
        <translation>Payments to confirm</translation>
    </message>
    <message>
        <source>Yappy and transfers of this till, the oldest first</source>
        <translation>Yappy and transfers of this till, the oldest first</translation>
    </message>
    <message>
        <source>No payment waits to be confirmed.</source>
        <translation>No payment waits to be confirmed.</translation>
    </message>
    <message>
        <source>Later ones</source>
        <translation>Later ones</translation>
    </message>
    <message>
        <source>Code or reference</source>
        <translation>Code or reference</translation>
    </message>
    <message>
        <source>Did the money arrive?</source>
        <translation>Did the money arrive?</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>It did not arrive</source>
        <translation>It did not arrive</translation>
    </message>
    <message>
        <source>The sale stands either way</source>
        <translation>The sale stands either way</translation>
    </message>
    <message>
        <source>{number}: B/. {amount} confirmed.</source>
        <translation>{number}: B/. {amount} confirmed.</translation>
    </message>
    <message>
        <source>{number}: B/. {amount} did not arrive; in review.</source>
        <translation>{number}: B/. {amount} did not arrive; in review.</translation>
    </message>
    <message>
        <source>It is not in the account</source>
        <translation>It is not in the account</translation>
    </message>
    <message>
        <source>Another amount arrived</source>
        <translation>Another amount arrived</translation>
    </message>
    <message>
        <source>The bank sent it back</source>
        <translation>The bank sent it back</translation>
    </message>
    <message>
        <source>Correct received</source>
        <translation>Correct received</translation>
    </message>
    <message>
        <source>How much cash did the customer hand over?</source>
        <translation>How much cash did the customer hand over?</translation>
    </message>
    <message>
        <source>Received so far</source>
        <translation>Received so far</translation>
    </message>
    <message>
        <source>Change to hand back</source>
        <translation>Change to hand back</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Receipt {number} stays as it is</source>
        <translation>Receipt {number} stays as it is</translation>
    </message>
    <message>
        <source>Cash to give back</source>
        <translation>Cash to give back</translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation>Promotions</translation>
    </message>
    <message>
        <source>Promotions of now hold; those of before cannot be kept.</source>
        <translation>Promotions of now hold; those of before cannot be kept.</translation>
    </message>
    <message>
        <source>Promotions changed</source>
        <translation>Promotions changed</translation>
    </message>
    <message>
        <source>Name of the parked sale</source>
        <translation>Name of the parked sale</translation>
    </message>
    <message>
        <source>Name…</source>
        <translation>Name…</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>Void…</translation>
    </message>
    <message>
        <source>Choose which one</source>
        <translation>Choose which one</translation>
    </message>
    <message>
        <source>Sending and review</source>
        <translation>Sending and review</translation>
    </message>
    <message>
        <source>{count} to send</source>
        <translation>{count} to send</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>The oldest</source>
        <translation>The oldest</translation>
    </message>
    <message>
        <source>Next try in</source>
        <translation>Next try in</translation>
    </message>
    <message>
        <source>Being sent now</source>
        <translation>Being sent now</translation>
    </message>
    <message>
        <source>Last batch</source>
        <translation>Last batch</translation>
    </message>
    <message>
        <source>{done} of {total} sent</source>
        <translation>{done} of {total} sent</translation>
    </message>
    <message>
        <source>{done} of {total} sent · {left} left</source>
        <translation>{done} of {total} sent · {left} left</translation>
    </message>
    <message>
        <source>Everything goes to the centre by itself. Keep selling.</source>
        <translation>Everything goes to the centre by itself. Keep selling.</translation>
    </message>
    <message>
        <source>All sent at {time}.</source>
        <translation>All sent at {time}.</translation>
    </message>
    <message>
        <source>Nothing to send.</source>
        <translation>Nothing to send.</translation>
    </message>
    <message>
        <source>Offline. Keep selling: all is kept here and sent by itself. If it lasts, check cable or Wi-Fi.</source>
        <translation>Offline. Keep selling: all is kept here and sent by itself. If it lasts, check cable or Wi-Fi.</translation>
    </message>
    <message>
        <source>The centre gave no answer. Keep selling: all is kept here and tried again by itself.</source>
        <translation>The centre gave no answer. Keep selling: all is kept here and tried again by itself.</translation>
    </message>
    <message>
        <source>The network asks to sign in first. Accept on its page in a browser; then all is sent by itself.</source>
        <translation>The network asks to sign in first. Accept on its page in a browser; then all is sent by itself.</translation>
    </message>
    <message>
        <source>Nothing is sent for now. Keep selling: all is kept here.</source>
        <translation>Nothing is sent for now. Keep selling: all is kept here.</translation>
    </message>
    <message>
        <source>Who answers is not proved to be the centre: it was given nothing. Check the date; tell support.</source>
        <translation>Who answers is not proved to be the centre: it was given nothing. Check the date; tell support.</translation>
    </message>
    <message>
        <source>This till has no centre: all is kept here.</source>
        <translation>This till has no centre: all is kept here.</translation>
    </message>
    <message>
        <source>What is practised is never sent.</source>
        <translation>What is practised is never sent.</translation>
    </message>
    <message>
        <source>The centre does not know this till. Keep selling; your administrator must enrol it again.</source>
        <translation>The centre does not know this till. Keep selling; your administrator must enrol it again.</translation>
    </message>
    <message>
        <source>The till&apos;s keys are missing here. Keep selling; your administrator must enrol it again.</source>
        <translation>The till&apos;s keys are missing here. Keep selling; your administrator must enrol it again.</translation>
    </message>
    <message>
        <source>The computer&apos;s key store is locked. Sign in to the computer; the till tries again in 5 minutes.</source>
        <translation>The computer&apos;s key store is locked. Sign in to the computer; the till tries again in 5 minutes.</translation>
    </message>
    <message>
        <source>The computer&apos;s key store does not answer. Keep selling; restart the computer after closing.</source>
        <translation>The computer&apos;s key store does not answer. Keep selling; restart the computer after closing.</translation>
    </message>
    <message>
        <source>The till&apos;s keys are damaged. Keep selling; your administrator must enrol it again.</source>
        <translation>The till&apos;s keys are damaged. Keep selling; your administrator must enrol it again.</translation>
    </message>
    <message>
        <source>The centre has disabled this till. Nothing is lost; ask your administrator if that is meant.</source>
        <translation>The centre has disabled this till. Nothing is lost; ask your administrator if that is meant.</translation>
    </message>
    <message>
        <source>The centre knows this till under another shop. Keep selling; tell your administrator.</source>
        <translation>The centre knows this till under another shop. Keep selling; tell your administrator.</translation>
    </message>
    <message>
        <source>The centre knows a newer copy of this till. Nothing is lost; this one must be enrolled again.</source>
        <translation>The centre knows a newer copy of this till. Nothing is lost; this one must be enrolled again.</translation>
    </message>
    <message>
        <source>The centre asks for a newer program. Keep selling; update Cuadre after closing.</source>
        <translation>The centre asks for a newer program. Keep selling; update Cuadre after closing.</translation>
    </message>
    <message>
        <source>The till&apos;s clock is {minutes} min slow. Correct the computer&apos;s time.</source>
        <translation>The till&apos;s clock is {minutes} min slow. Correct the computer&apos;s time.</translation>
    </message>
    <message>
        <source>The till&apos;s clock is {minutes} min fast. Correct the computer&apos;s time.</source>
        <translation>The till&apos;s clock is {minutes} min fast. Correct the computer&apos;s time.</translation>
    </message>
    <message>
        <source>The centre holds something else than this till. Nothing is lost; tell support. {code}</source>
        <translation>The centre holds something else than this till. Nothing is lost; tell support. {code}</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Sales</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Returns</translation>
    </message>
    <message>
        <source>Voids</source>
        <translation>Voids</translation>
    </message>
    <message>
        <source>Cash and drawer</source>
        <translation>Cash and drawer</translation>
    </message>
    <message>
        <source>Shifts and reports</source>
        <translation>Shifts and reports</translation>
    </message>
    <message>
        <source>People and permissions</source>
        <translation>People and permissions</translation>
    </message>
    <message>
        <source>Other records</source>
        <translation>Other records</translation>
    </message>
    <message>
        <source>In review · {time}</source>
        <translation>In review · {time}</translation>
    </message>
    <message>
        <source>Held · {time}</source>
        <translation>Held · {time}</translation>
    </message>
    <message>
        <source>Waits for enrolment · {time}</source>
        <translation>Waits for enrolment · {time}</translation>
    </message>
    <message>
        <source>The centre saw less stock</source>
        <translation>The centre saw less stock</translation>
    </message>
    <message>
        <source>The price was another one</source>
        <translation>The price was another one</translation>
    </message>
    <message>
        <source>The promotion had ended</source>
        <translation>The promotion had ended</translation>
    </message>
    <message>
        <source>The tax was another one</source>
        <translation>The tax was another one</translation>
    </message>
    <message>
        <source>The sum does not agree</source>
        <translation>The sum does not agree</translation>
    </message>
    <message>
        <source>The customer is blocked</source>
        <translation>The customer is blocked</translation>
    </message>
    <message>
        <source>Over the customer&apos;s credit</source>
        <translation>Over the customer&apos;s credit</translation>
    </message>
    <message>
        <source>The centre does not know the product</source>
        <translation>The centre does not know the product</translation>
    </message>
    <message>
        <source>More came back than was sold</source>
        <translation>More came back than was sold</translation>
    </message>
    <message>
        <source>The number was used before</source>
        <translation>The number was used before</translation>
    </message>
    <message>
        <source>A number is missing</source>
        <translation>A number is missing</translation>
    </message>
    <message>
        <source>The till&apos;s clock was wrong</source>
        <translation>The till&apos;s clock was wrong</translation>
    </message>
    <message>
        <source>The person no longer had that permission</source>
        <translation>The person no longer had that permission</translation>
    </message>
    <message>
        <source>The payment is not confirmed</source>
        <translation>The payment is not confirmed</translation>
    </message>
    <message>
        <source>The sale it belongs to is missing</source>
        <translation>The sale it belongs to is missing</translation>
    </message>
    <message>
        <source>The Z report does not agree</source>
        <translation>The Z report does not agree</translation>
    </message>
    <message>
        <source>Kept until the till is enrolled again</source>
        <translation>Kept until the till is enrolled again</translation>
    </message>
    <message>
        <source>The centre fails on what stands below. It is kept and tried again by itself; the rest goes on.</source>
        <translation>The centre fails on what stands below. It is kept and tried again by itself; the rest goes on.</translation>
    </message>
    <message>
        <source>Kept here; the rest goes on. {code}</source>
        <translation>Kept here; the rest goes on. {code}</translation>
    </message>
    <message>
        <source>All the rest is sent. What stands below waits for a person.</source>
        <translation>All the rest is sent. What stands below waits for a person.</translation>
    </message>
    <message>
        <source>The centre could not read it; it is tried each day</source>
        <translation>The centre could not read it; it is tried each day</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>In review</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>{paid} · {state}</source>
        <translation>{paid} · {state}</translation>
    </message>
    <message>
        <source>Tried by itself · {time}</source>
        <translation>Tried by itself · {time}</translation>
    </message>
    <message>
        <source>The centre fails on it; the rest goes on</source>
        <translation>The centre fails on it; the rest goes on</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>Reviews</translation>
    </message>
    <message>
        <source>{open} to decide · {done} decided lately</source>
        <translation>{open} to decide · {done} decided lately</translation>
    </message>
    <message>
        <source>Nothing to review.</source>
        <translation>Nothing to review.</translation>
    </message>
    <message>
        <source>Reviews ({count})</source>
        <translation>Reviews ({count})</translation>
    </message>
    <message>
        <source>{title}: {what}</source>
        <translation>{title}: {what}</translation>
    </message>
    <message>
        <source>{number} · {role} decides</source>
        <translation>{number} · {role} decides</translation>
    </message>
    <message>
        <source>{role} decides</source>
        <translation>{role} decides</translation>
    </message>
    <message>
        <source>until {when}</source>
        <translation>until {when}</translation>
    </message>
    <message>
        <source>{age} late</source>
        <translation>{age} late</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>tomorrow {time}</translation>
    </message>
    <message>
        <source>{number} · {done}</source>
        <translation>{number} · {done}</translation>
    </message>
    <message>
        <source>Resolved: {done}</source>
        <translation>Resolved: {done}</translation>
    </message>
    <message>
        <source>The reviews cannot be read now. What is sold is not touched.</source>
        <translation>The reviews cannot be read now. What is sold is not touched.</translation>
    </message>
    <message>
        <source>About this till&apos;s records</source>
        <translation>About this till&apos;s records</translation>
    </message>
    <message>
        <source>Decides</source>
        <translation>Decides</translation>
    </message>
    <message>
        <source>The centre had</source>
        <translation>The centre had</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Sold</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>Deciding needs the network. The sale does not change meanwhile.</source>
        <translation>Deciding needs the network. The sale does not change meanwhile.</translation>
    </message>
    <message>
        <source>Nobody at this till may decide it. It is for {role}, at the centre; keep selling.</source>
        <translation>Nobody at this till may decide it. It is for {role}, at the centre; keep selling.</translation>
    </message>
    <message>
        <source>The centre has decided it: {done}.</source>
        <translation>The centre has decided it: {done}.</translation>
    </message>
    <message>
        <source>Later sales of it are in the same review.</source>
        <translation>Later sales of it are in the same review.</translation>
    </message>
    <message>
        <source>Who decides?</source>
        <translation>Who decides?</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>The centre is asked. You may go back to the sale: it decides all the same.</source>
        <translation>The centre is asked. You may go back to the sale: it decides all the same.</translation>
    </message>
    <message>
        <source>What really left the shop?</source>
        <translation>What really left the shop?</translation>
    </message>
    <message>
        <source>Who really bought?</source>
        <translation>Who really bought?</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Nothing found with that.</source>
        <translation>Nothing found with that.</translation>
    </message>
    <message>
        <source>Type a name or a code, or scan it.</source>
        <translation>Type a name or a code, or scan it.</translation>
    </message>
    <message>
        <source>{outcome}: {what}</source>
        <translation>{outcome}: {what}</translation>
    </message>
    <message>
        <source>the centre</source>
        <translation>the centre</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Accounting</source>
        <translation>Accounting</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>The same record came with other content</source>
        <translation>The same record came with other content</translation>
    </message>
    <message>
        <source>A record does not follow the last</source>
        <translation>A record does not follow the last</translation>
    </message>
    <message>
        <source>The centre does not understand it yet</source>
        <translation>The centre does not understand it yet</translation>
    </message>
    <message>
        <source>The centre does not know the customer</source>
        <translation>The centre does not know the customer</translation>
    </message>
    <message>
        <source>The centre asks for a look. {code}</source>
        <translation>The centre asks for a look. {code}</translation>
    </message>
    <message>
        <source>The centre counts less than nothing of a product: more was sold than counted.</source>
        <translation>The centre counts less than nothing of a product: more was sold than counted.</translation>
    </message>
    <message>
        <source>A product was charged at another price than the list&apos;s.</source>
        <translation>A product was charged at another price than the list&apos;s.</translation>
    </message>
    <message>
        <source>A promotion was given after it had ended.</source>
        <translation>A promotion was given after it had ended.</translation>
    </message>
    <message>
        <source>A product was charged with another tax than the one in force.</source>
        <translation>A product was charged with another tax than the one in force.</translation>
    </message>
    <message>
        <source>Lines, tax and payments do not add up. Its stock and points wait.</source>
        <translation>Lines, tax and payments do not add up. Its stock and points wait.</translation>
    </message>
    <message>
        <source>It was sold to a customer who is blocked at the centre.</source>
        <translation>It was sold to a customer who is blocked at the centre.</translation>
    </message>
    <message>
        <source>The customer owes more than the credit allows.</source>
        <translation>The customer owes more than the credit allows.</translation>
    </message>
    <message>
        <source>The centre does not know a product of this sale: that line waits.</source>
        <translation>The centre does not know a product of this sale: that line waits.</translation>
    </message>
    <message>
        <source>More came back than was sold: two tills took it back without seeing each other.</source>
        <translation>More came back than was sold: two tills took it back without seeing each other.</translation>
    </message>
    <message>
        <source>The number of this receipt had been used before.</source>
        <translation>The number of this receipt had been used before.</translation>
    </message>
    <message>
        <source>A number is missing among the receipts of this till.</source>
        <translation>A number is missing among the receipts of this till.</translation>
    </message>
    <message>
        <source>The same record came twice with other content. It may be damage or tampering.</source>
        <translation>The same record came twice with other content. It may be damage or tampering.</translation>
    </message>
    <message>
        <source>A record does not follow the one before it. It may be damage or tampering.</source>
        <translation>A record does not follow the one before it. It may be damage or tampering.</translation>
    </message>
    <message>
        <source>The till&apos;s clock was far from the true time.</source>
        <translation>The till&apos;s clock was far from the true time.</translation>
    </message>
    <message>
        <source>Somebody allowed it whose permission had been withdrawn.</source>
        <translation>Somebody allowed it whose permission had been withdrawn.</translation>
    </message>
    <message>
        <source>Nothing shows that a payment of this sale arrived.</source>
        <translation>Nothing shows that a payment of this sale arrived.</translation>
    </message>
    <message>
        <source>What it refers to has not reached the centre. It waits until that comes.</source>
        <translation>What it refers to has not reached the centre. It waits until that comes.</translation>
    </message>
    <message>
        <source>The centre does not understand this record yet. It is kept whole.</source>
        <translation>The centre does not understand this record yet. It is kept whole.</translation>
    </message>
    <message>
        <source>A Z report does not agree with what reached the centre.</source>
        <translation>A Z report does not agree with what reached the centre.</translation>
    </message>
    <message>
        <source>The centre asks a person to look at it; this till has no words for why. {code}</source>
        <translation>The centre asks a person to look at it; this till has no words for why. {code}</translation>
    </message>
    <message>
        <source>There are {after} of “{name}” in the system: more was sold than counted.</source>
        <translation>There are {after} of “{name}” in the system: more was sold than counted.</translation>
    </message>
    <message>
        <source>“{name}” was charged at {charged}; its price was {expected}.</source>
        <translation>“{name}” was charged at {charged}; its price was {expected}.</translation>
    </message>
    <message>
        <source>“{name}” was given after it had ended.</source>
        <translation>“{name}” was given after it had ended.</translation>
    </message>
    <message>
        <source>“{name}” was charged with {charged} of tax; {expected} was in force.</source>
        <translation>“{name}” was charged with {charged} of tax; {expected} was in force.</translation>
    </message>
    <message>
        <source>It was sold to {name}, a customer blocked at the centre.</source>
        <translation>It was sold to {name}, a customer blocked at the centre.</translation>
    </message>
    <message>
        <source>The centre does not know this customer: points and credit wait until it does, or another gets them.</source>
        <translation>The centre does not know this customer: points and credit wait until it does, or another gets them.</translation>
    </message>
    <message>
        <source>{name} owes {used}; the credit goes up to {limit}.</source>
        <translation>{name} owes {used}; the credit goes up to {limit}.</translation>
    </message>
    <message>
        <source>The centre does not know “{name}”: that line waits.</source>
        <translation>The centre does not know “{name}”: that line waits.</translation>
    </message>
    <message>
        <source>More came back of {receipt} than was sold: two tills took it back without seeing each other.</source>
        <translation>More came back of {receipt} than was sold: two tills took it back without seeing each other.</translation>
    </message>
    <message>
        <source>Number {receipt} came twice.</source>
        <translation>Number {receipt} came twice.</translation>
    </message>
    <message>
        <source>Numbers {first} to {last} of series {series} are missing.</source>
        <translation>Numbers {first} to {last} of series {series} are missing.</translation>
    </message>
    <message>
        <source>The till&apos;s clock was {age} off.</source>
        <translation>The till&apos;s clock was {age} off.</translation>
    </message>
    <message>
        <source>{name} allowed it without having that permission any more.</source>
        <translation>{name} allowed it without having that permission any more.</translation>
    </message>
    <message>
        <source>Nothing shows that B/. {amount} by {method} arrived.</source>
        <translation>Nothing shows that B/. {amount} by {method} arrived.</translation>
    </message>
    <message>
        <source>The same payment code stands on another sale too.</source>
        <translation>The same payment code stands on another sale too.</translation>
    </message>
    <message>
        <source>Z report {number} does not agree with what reached the centre.</source>
        <translation>Z report {number} does not agree with what reached the centre.</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>Count stock</source>
        <translation>Count stock</translation>
    </message>
    <message>
        <source>Substitute</source>
        <translation>Substitute</translation>
    </message>
    <message>
        <source>Assign customer</source>
        <translation>Assign customer</translation>
    </message>
    <message>
        <source>Credit note</source>
        <translation>Credit note</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Annul</source>
        <translation>Annul</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Keep both</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>It arrived</translation>
    </message>
    <message>
        <source>It stays as it is</source>
        <translation>It stays as it is</translation>
    </message>
    <message>
        <source>Count what is there and write it down</source>
        <translation>Count what is there and write it down</translation>
    </message>
    <message>
        <source>Another product left: choose which</source>
        <translation>Another product left: choose which</translation>
    </message>
    <message>
        <source>Somebody else bought: choose who</source>
        <translation>Somebody else bought: choose who</translation>
    </message>
    <message>
        <source>The return of this receipt ends it</source>
        <translation>The return of this receipt ends it</translation>
    </message>
    <message>
        <source>The money is there</source>
        <translation>The money is there</translation>
    </message>
    <message>
        <source>The money is not there; the sale stands</source>
        <translation>The money is not there; the sale stands</translation>
    </message>
    <message>
        <source>The second one does not count</source>
        <translation>The second one does not count</translation>
    </message>
    <message>
        <source>Both happened and both count</source>
        <translation>Both happened and both count</translation>
    </message>
    <message>
        <source>The centre tries once more</source>
        <translation>The centre tries once more</translation>
    </message>
    <message>
        <source>It ended by itself</source>
        <translation>It ended by itself</translation>
    </message>
    <message>
        <source>A newer way: decide it at the centre</source>
        <translation>A newer way: decide it at the centre</translation>
    </message>
    <message>
        <source>accepted by {who}</source>
        <translation>accepted by {who}</translation>
    </message>
    <message>
        <source>stock counted by {who}</source>
        <translation>stock counted by {who}</translation>
    </message>
    <message>
        <source>another product, said {who}</source>
        <translation>another product, said {who}</translation>
    </message>
    <message>
        <source>another customer, said {who}</source>
        <translation>another customer, said {who}</translation>
    </message>
    <message>
        <source>goods taken back, {who}</source>
        <translation>goods taken back, {who}</translation>
    </message>
    <message>
        <source>money confirmed by {who}</source>
        <translation>money confirmed by {who}</translation>
    </message>
    <message>
        <source>money did not come, said {who}</source>
        <translation>money did not come, said {who}</translation>
    </message>
    <message>
        <source>second one annulled by {who}</source>
        <translation>second one annulled by {who}</translation>
    </message>
    <message>
        <source>both kept by {who}</source>
        <translation>both kept by {who}</translation>
    </message>
    <message>
        <source>read again by {who}</source>
        <translation>read again by {who}</translation>
    </message>
    <message>
        <source>what was missing arrived</source>
        <translation>what was missing arrived</translation>
    </message>
    <message>
        <source>{outcome}, {who}</source>
        <translation>{outcome}, {who}</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Which</translation>
    </message>
    <message>
        <source>Receipt {number} is saved and does not change by itself</source>
        <translation>Receipt {number} is saved and does not change by itself</translation>
    </message>
    <message>
        <source>{role} · {until}</source>
        <translation>{role} · {until}</translation>
    </message>
    <message>
        <source>A credit note was chosen: the return of this receipt ends it.</source>
        <translation>A credit note was chosen: the return of this receipt ends it.</translation>
    </message>
    <message>
        <source>Data from the centre</source>
        <translation>Data from the centre</translation>
    </message>
    <message>
        <source>How old each is. Selling goes on with what is here.</source>
        <translation>How old each is. Selling goes on with what is here.</translation>
    </message>
    <message>
        <source>This till asks no centre for data.</source>
        <translation>This till asks no centre for data.</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Prices</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Taxes</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Products</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Settings of the shop</source>
        <translation>Settings of the shop</translation>
    </message>
    <message>
        <source>Waits for your decision</source>
        <translation>Waits for your decision</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>Not here yet</translation>
    </message>
    <message>
        <source>To be authorised</source>
        <translation>To be authorised</translation>
    </message>
    <message>
        <source>Old</source>
        <translation>Old</translation>
    </message>
    <message>
        <source>{repriced} of {priced} prices would change at once, and {gone} of {all} go.</source>
        <translation>{repriced} of {priced} prices would change at once, and {gone} of {all} go.</translation>
    </message>
    <message>
        <source>{gone} of {all} would go at once.</source>
        <translation>{gone} of {all} would go at once.</translation>
    </message>
    <message>
        <source>It may be a mistake. What is here sells on.</source>
        <translation>It may be a mistake. What is here sells on.</translation>
    </message>
    <message>
        <source>No examples are shown.</source>
        <translation>No examples are shown.</translation>
    </message>
    <message>
        <source>What is to be done with it?</source>
        <translation>What is to be done with it?</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Use it</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <translation>Do not use it</translation>
    </message>
    <message>
        <source>Goes</source>
        <translation>Goes</translation>
    </message>
    <message>
        <source>Go on with these prices?</source>
        <translation>Go on with these prices?</translation>
    </message>
    <message>
        <source>The centre has not answered for over 7 days</source>
        <translation>The centre has not answered for over 7 days</translation>
    </message>
    <message>
        <source>Decided. It is on record.</source>
        <translation>Decided. It is on record.</translation>
    </message>
    <message>
        <source>Stock {age} ago</source>
        <translation>Stock {age} ago</translation>
    </message>
    <message>
        <source>More people…</source>
        <translation>More people…</translation>
    </message>
</context>
<context>
    <name>Pay</name>
    <message>
        <source>REFUND</source>
        <translation>REFUND</translation>
    </message>
    <message>
        <source>PAY</source>
        <translation>PAY</translation>
    </message>
    <message>
        <source>SAVING…</source>
        <translation>SAVING…</translation>
    </message>
    <message>
        <source>ASK AGAIN</source>
        <translation>ASK AGAIN</translation>
    </message>
    <message>
        <source>RECEIVE</source>
        <translation>RECEIVE</translation>
    </message>
    <message>
        <source>FINISH</source>
        <translation>FINISH</translation>
    </message>
    <message>
        <source>EXACT</source>
        <translation>EXACT</translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>Cash</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Yappy</source>
        <translation>Yappy</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Store credit</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>Unconfirmed</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>NO ANSWER</source>
        <translation>NO ANSWER</translation>
    </message>
    <message>
        <source>COVERED</source>
        <translation>COVERED</translation>
    </message>
    <message>
        <source>MISSING</source>
        <translation>MISSING</translation>
    </message>
    <message>
        <source>and {count} more above</source>
        <translation>and {count} more above</translation>
    </message>
    <message>
        <source>Do not charge again. Enter asks again.</source>
        <translation>Do not charge again. Enter asks again.</translation>
    </message>
    <message>
        <source>Enter finishes the sale.</source>
        <translation>Enter finishes the sale.</translation>
    </message>
    <message>
        <source>Type the rest or choose another way.</source>
        <translation>Type the rest or choose another way.</translation>
    </message>
    <message>
        <source>Type the amount or touch a note.</source>
        <translation>Type the amount or touch a note.</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>PAID TOO MUCH</source>
        <translation>PAID TOO MUCH</translation>
    </message>
    <message>
        <source>Add goods, or take a payment back.</source>
        <translation>Add goods, or take a payment back.</translation>
    </message>
</context>
<context>
    <name>Practice</name>
    <message>
        <source>PRACTICE</source>
        <translation>PRACTICE</translation>
    </message>
    <message>
        <source>nothing is real</source>
        <translation>nothing is real</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Receipt</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Receipt printing</source>
        <translation>Receipt printing</translation>
    </message>
    <message>
        <source>Receipt waiting</source>
        <translation>Receipt waiting</translation>
    </message>
    <message>
        <source>Receipt sent</source>
        <translation>Receipt sent</translation>
    </message>
    <message>
        <source>Receipt printed</source>
        <translation>Receipt printed</translation>
    </message>
    <message>
        <source>Did it print?</source>
        <translation>Did it print?</translation>
    </message>
    <message>
        <source>Receipt on the screen</source>
        <translation>Receipt on the screen</translation>
    </message>
    <message>
        <source>Accepted by the centre</source>
        <translation>Accepted by the centre</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>In review</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>Practice: never sent</source>
        <translation>Practice: never sent</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>To send</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Cashier</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Installer</source>
        <translation>Installer</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Owner</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Prices as of {time}</source>
        <translation>Prices as of {time}</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter adds</source>
        <translation>↑ ↓ choose · Enter adds</translation>
    </message>
    <message>
        <source>Nothing found for «{query}»</source>
        <translation>Nothing found for «{query}»</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>stock as of {time}</source>
        <translation>stock as of {time}</translation>
    </message>
    <message>
        <source>In stock: {quantity}</source>
        <translation>In stock: {quantity}</translation>
    </message>
    <message>
        <source>Nothing with «{query}». Similar:</source>
        <translation>Nothing with «{query}». Similar:</translation>
    </message>
    <message>
        <source>Try fewer letters, or a category. Esc goes back to the sale.</source>
        <translation>Try fewer letters, or a category. Esc goes back to the sale.</translation>
    </message>
</context>
<context>
    <name>Shift</name>
    <message>
        <source>OPEN SHIFT</source>
        <translation>OPEN SHIFT</translation>
    </message>
    <message>
        <source>Count by denominations</source>
        <translation>Count by denominations</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Open shift</source>
        <translation>Open shift</translation>
    </message>
    <message>
        <source>Fixed float</source>
        <translation>Fixed float</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>Type how many of each. ↓ goes to the next.</source>
        <translation>Type how many of each. ↓ goes to the next.</translation>
    </message>
    <message>
        <source>If the drawer holds the fixed float, press Enter. To count it, type a number.</source>
        <translation>If the drawer holds the fixed float, press Enter. To count it, type a number.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Walk-in customer</source>
        <translation>Walk-in customer</translation>
    </message>
    <message>
        <source>Search or scan</source>
        <translation>Search or scan</translation>
    </message>
    <message>
        <source>See or print again</source>
        <translation>See or print again</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Keypad</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Products</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>More…</translation>
    </message>
    <message>
        <source>Best sellers</source>
        <translation>Best sellers</translation>
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
        <translation>Checking…</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Who is signing in?</source>
        <translation>Who is signing in?</translation>
    </message>
    <message>
        <source>or scan your badge</source>
        <translation>or scan your badge</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Open the demo shop</source>
        <translation>Open the demo shop</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Opening the till…</source>
        <translation>Opening the till…</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>shift {number}</source>
        <translation>shift {number}</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>{count} in review</source>
        <translation>{count} in review</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Drawer</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>Sending paused</source>
        <translation>Sending paused</translation>
    </message>
    <message>
        <source>No centre</source>
        <translation>No centre</translation>
    </message>
    <message>
        <source>Printer ready</source>
        <translation>Printer ready</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>Paper running out</source>
        <translation>Paper running out</translation>
    </message>
    <message>
        <source>Printer out of paper</source>
        <translation>Printer out of paper</translation>
    </message>
    <message>
        <source>Printer cover open</source>
        <translation>Printer cover open</translation>
    </message>
    <message>
        <source>Printer off</source>
        <translation>Printer off</translation>
    </message>
    <message>
        <source>Did it print?</source>
        <translation>Did it print?</translation>
    </message>
    <message>
        <source>Printer not answering</source>
        <translation>Printer not answering</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>No printer</translation>
    </message>
    <message>
        <source>Little paper</source>
        <translation>Little paper</translation>
    </message>
    <message>
        <source>No paper</source>
        <translation>No paper</translation>
    </message>
    <message>
        <source>Cover open</source>
        <translation>Cover open</translation>
    </message>
    <message>
        <source>Printed?</source>
        <translation>Printed?</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>Drawer closed</source>
        <translation>Drawer closed</translation>
    </message>
    <message>
        <source>Drawer open</source>
        <translation>Drawer open</translation>
    </message>
    <message>
        <source>Drawer without sensor</source>
        <translation>Drawer without sensor</translation>
    </message>
    <message>
        <source>No drawer</source>
        <translation>No drawer</translation>
    </message>
</context>
<context>
    <name>Total</name>
    <message>
        <source>DUE</source>
        <translation>DUE</translation>
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
        <translation>Returned</translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation>Promotions</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Discounts</translation>
    </message>
    <message>
        <source>ITBMS incl.</source>
        <translation>ITBMS incl.</translation>
    </message>
</context>
</TS>
