// @ts-check
import dbus from 'dbus-next';

/** @typedef {import('dbus-next').MessageBus} Bus */
/** @typedef {{ destination: string, path: string, interface: string }} Target */

/**
 * Calls a method of another program on the bus and returns its reply's values, variants taken out of their wrapping.
 * @param {Bus} bus
 * @param {Target} target
 * @param {string} member
 * @param {string} [signature]
 * @param {unknown[]} [body]
 * @returns {Promise<unknown[]>}
 */
export async function callMethod(bus, target, member, signature = '', body = []) {
  const reply = await bus.call(new dbus.Message({ ...target, member, signature, body }));
  return /** @type {unknown[]} */ (unwrap(reply?.body ?? []));
}

/**
 * Reads a property of an object on the bus.
 * @param {Bus} bus
 * @param {Target} target
 * @param {string} name
 */
export async function readProperty(bus, target, name) {
  const properties = { ...target, interface: 'org.freedesktop.DBus.Properties' };
  const [value] = await callMethod(bus, properties, 'Get', 'ss', [target.interface, name]);
  return value;
}

/**
 * Reads all properties of an object's interface.
 * @param {Bus} bus
 * @param {Target} target
 */
export async function readProperties(bus, target) {
  const properties = { ...target, interface: 'org.freedesktop.DBus.Properties' };
  const [all] = await callMethod(bus, properties, 'GetAll', 's', [target.interface]);
  return /** @type {Record<string, unknown>} */ (all);
}

/** What a method gives back: its D-Bus signature and values. @typedef {{ signature: string, body: unknown[] }} Reply */

/**
 * Answers the methods and properties of one interface on the bus, and owns its name there.
 * @param {Bus} bus
 * @param {{ name: string, interface: string, methods: Record<string, (args: any[], sender: string) => Reply>, properties?: Record<string, () => unknown> }} service
 */
export async function serve(bus, service) {
  /** @param {import('dbus-next').Message} message */
  const handle = (message) => {
    const reply = answer(service, message);
    if (reply === undefined) return false;
    bus.send(dbus.Message.newMethodReturn(message, reply.signature, reply.body));
    return true;
  };
  bus.addMethodHandler(handle);
  await bus.requestName(service.name, 0);
}

/**
 * @param {Parameters<typeof serve>[1]} service
 * @param {import('dbus-next').Message} message
 * @returns {Reply | undefined}
 */
function answer({ interface: name, methods, properties = {} }, message) {
  const member = message.member ?? '';
  if (message.interface === name) return methods[member]?.(message.body ?? [], message.sender ?? '');
  if (message.interface !== 'org.freedesktop.DBus.Properties' || message.body?.[0] !== name) return undefined;
  if (member === 'GetAll') {
    const all = Object.entries(properties).map(([key, read]) => [key, read()]);
    return { signature: 'a{sv}', body: [Object.fromEntries(all)] };
  }
  const read = member === 'Get' ? properties[message.body[1]] : undefined;
  return read && { signature: 'v', body: [read()] };
}

/** @param {unknown} value @returns {unknown} */
function unwrap(value) {
  if (value instanceof dbus.Variant) return unwrap(value.value);
  if (Array.isArray(value)) return value.map(unwrap);
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}
