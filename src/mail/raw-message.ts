import nodemailer from 'nodemailer';

import { type MailMessage, mimeOf } from './transport.ts';

const toBuffer = nodemailer.createTransport({ streamTransport: true, buffer: true });

/** A message as it would go over the wire, unsigned. */
export async function rawMessage({ envelopeFrom: _, ...message }: MailMessage): Promise<Buffer> {
  const { message: raw } = await toBuffer.sendMail(mimeOf(message));
  return Buffer.isBuffer(raw) ? raw : Buffer.from(raw.toString());
}
