using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Automation.Supply;

/// <summary>Software bill of materials of the product: NuGet packages and pinned versions, as CycloneDX 1.6.</summary>
/// <remarks>
/// The same commit gives the same bytes: the document has no time, and its serial number follows from its components. Schema:
/// https://cyclonedx.org/schema/bom-1.6.schema.json
/// </remarks>
internal static class Sbom
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the document.</summary>
    public static JsonObject Create(IEnumerable<SbomPackage> packages, VersionTable versions)
    {
        JsonObject[] components = [.. packages.Select(SbomComponent.From), .. versions.Pins.Select(SbomComponent.From)];
        var product = $"pkg:generic/k8tre-infra@{ProductInfo.Version}";
        return new()
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = $"urn:uuid:{Identity(components)}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["tools"] = new JsonObject
                {
                    ["components"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "application",
                        ["name"] = ProductInfo.Name,
                        ["version"] = ProductInfo.Version,
                    }),
                },
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = product,
                    ["name"] = "K8tre.Infra",
                    ["version"] = ProductInfo.Version,
                    ["purl"] = product,
                    ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = "Apache-2.0" } }),
                },
            },
            ["dependencies"] = new JsonArray(new JsonObject
            {
                ["ref"] = product,
                ["dependsOn"] = new JsonArray([.. components.Select(component => component["bom-ref"]!.DeepClone())]),
            }),
            ["components"] = new JsonArray([.. components]),
        };
    }

    /// <summary>Writes a document as indented JSON with a final newline.</summary>
    public static void Write(JsonObject document, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = Indented.Encoder }))
            document.WriteTo(json, Indented);
        stream.Write("\n"u8);
    }

    // A UUID of version 8: https://www.rfc-editor.org/rfc/rfc9562#section-5.8
    private static Guid Identity(IEnumerable<JsonObject> components)
    {
        var text = string.Join('\n', components.Select(component => component.ToJsonString()));
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
