package io.fieldline.messaging.inbound;

/** The pages that a recipient sees, in English and Spanish, without anything that would be loaded from elsewhere. */
final class UnsubscribePage {

    /** Nothing but the page's own style is needed, and its form goes back to where it came from. */
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

    private static final String FRAME = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s</title>
            <style>
            body { font-family: system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem; color: #222 }
            button { font: inherit; padding: .6rem 1.2rem }
            </style>
            </head>
            <body>
            %s
            </body>
            </html>
            """;

    private UnsubscribePage() {}

    static String question(String sender) {
        return page("Unsubscribe", """
                <p>Do you want no more messages from %1$s at this address?</p>
                <p lang="es">¿No desea recibir más mensajes de %1$s en esta dirección?</p>
                <form method="post">
                <input type="hidden" name="List-Unsubscribe" value="One-Click">
                <button type="submit">Unsubscribe / <span lang="es">Cancelar suscripción</span></button>
                </form>""", sender);
    }

    static String done(String sender) {
        return page("Unsubscribed", """
                <p>You are unsubscribed. %1$s sends no more messages to this address.</p>
                <p lang="es">Su suscripción está cancelada. %1$s no enviará más mensajes a esta dirección.</p>""", sender);
    }

    static String expired(String sender) {
        return page("Link expired", """
                <p>This link is too old. To get no more messages, please use the link of a newer one or tell %1$s.</p>
                <p lang="es">Este enlace es demasiado antiguo. Use el de un mensaje más reciente o avise a %1$s.</p>""",
                sender);
    }

    static String unknown() {
        return page("Unknown link", """
                <p>This link belongs to no message.</p>
                <p lang="es">Este enlace no corresponde a ningún mensaje.</p>""", "");
    }

    private static String page(String title, String body, String sender) {
        return FRAME.formatted(title, body.formatted(text(sender)));
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
