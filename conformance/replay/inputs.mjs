import pulumi from "@pulumi/pulumi";
import { archiveIn, assetIn, isHidden, isSecret } from "../plan/values.mjs";

/** A planned value as a program gives it to the official SDK. */
export function inputOf(value) {
  if (isSecret(value)) return pulumi.secret(value);
  if (isHidden(value)) return pulumi.output(pulumi.unknown);
  if (Array.isArray(value)) return value.map(inputOf);
  if (typeof value !== "object" || value === null) return value;

  const [asset, archive] = [assetIn(value), archiveIn(value)];
  if (asset !== undefined) return toAsset(asset);
  if (archive !== undefined) return toArchive(archive);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inputOf(item)]));
}

function toAsset({ text, path, uri }) {
  if (text !== undefined) return new pulumi.asset.StringAsset(text);
  return path !== undefined ? new pulumi.asset.FileAsset(path) : new pulumi.asset.RemoteAsset(uri);
}

function toArchive({ assets, path, uri }) {
  if (assets !== undefined) return new pulumi.asset.AssetArchive(inputOf(assets));
  return path !== undefined ? new pulumi.asset.FileArchive(path) : new pulumi.asset.RemoteArchive(uri);
}
