package io.fieldline.outreach;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Something whose every operation can be preceded and followed by something else. */
final class Troubled {

    private Troubled() {}

    static <T> T of(Class<T> role, T real, Consumer<String> before, Consumer<String> after) {
        return role.cast(Proxy.newProxyInstance(role.getClassLoader(), new Class<?>[]{role }, (proxy, method, arguments) -> {
            before.accept(method.getName());
            try {
                Object result = method.invoke(real, arguments);
                after.accept(method.getName());
                return result;
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }));
    }
}
