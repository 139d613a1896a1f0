import { HttpFault } from './fault.ts';

/** A response whose body breaks off, with a fault that `tell` gets too, when it is longer than allowed. */
export function bounded(
  response: Response,
  maxBytes: number,
  tell: (fault: HttpFault) => void,
): Response {
  if (response.body === null) return response;
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes <= maxBytes) return controller.enqueue(chunk);
        const fault = new HttpFault('wrote more than can be read as one reply', { usable: true });
        tell(fault);
        controller.error(fault);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(counted, { status, statusText, headers });
}
