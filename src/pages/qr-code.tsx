import { renderSVG } from 'uqr';

/** A code for a phone's camera: an image of its own, so that it needs no script. */
export function QrCode({ url, alt }: { url: string; alt: string }) {
  const svg = Buffer.from(renderSVG(url, { ecc: 'M', border: 4 })).toString('base64');
  return <img class="qr" src={`data:image/svg+xml;base64,${svg}`} alt={alt} />;
}
