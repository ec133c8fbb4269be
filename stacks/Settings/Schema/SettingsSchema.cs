using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;
using K8tre.Components.GitOps.Registration;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Schema;

/// <summary>
/// The JSON Schema of a stack's file, made from the settings' types and their documentation: editors complete and check
/// <c>Pulumi.*.yaml</c> with it.
/// </summary>
public static class SettingsSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, JSON Schema 2020-12.</summary>
    /// <exception cref="FileNotFoundException">The documentation file that the compiler writes beside the assembly is missing.</exception>
    public static string Generate()
    {
        var assembly = typeof(PlatformSettings).Assembly;
        var documentation = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => Sentence(member.Element("summary")));

        var platform = JsonSchemaExporter.GetJsonSchemaAsNode(SettingsJson.Strict, typeof(PlatformSettings), new()
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Describe(context, node, documentation),
        });
        WriteOut(platform, platform);

        var settings = new JsonObject { [ConfigKeys.PlatformPath] = platform };
        foreach (var secret in SecretSetting.All)
            settings.Add(secret.Path, Secret(secret));

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "K8tre.Infra stack",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["config"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = settings,
                    ["required"] = new JsonArray(ConfigKeys.PlatformPath),
                },
            },
        };
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Secret(SecretSetting secret) => Described(
        secret.Name switch { ConfigKeys.RegistryCredentials => Logins(), ConfigKeys.GatewayCertificates => new() { ["type"] = "object", ["additionalProperties"] = Encrypted() }, _ => Encrypted() },
        $"{secret.Holds}. Needed where {secret.NeededWhere}.");

    private static JsonObject Logins() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["username"] = new JsonObject { ["type"] = "string" }, ["password"] = Encrypted() },
            ["required"] = new JsonArray("username", "password"),
            ["additionalProperties"] = false,
        },
    };

    // What `pulumi config set --secret` writes.
    private static JsonObject Encrypted() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["secure"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("secure"),
        ["additionalProperties"] = false,
    };

    // The exporter refers to a type that it has met before by a pointer from its own root, which is not the document's.
    private static void WriteOut(JsonNode node, JsonNode root)
    {
        switch (node)
        {
            case JsonObject reference when (string?)reference["$ref"] is { } pointer:
                reference.Remove("$ref");
                var target = pointer.Split('/').Skip(1).Aggregate(root, (at, step) => at[step]!).AsObject();
                foreach (var (key, value) in target)
                    reference.TryAdd(key, value?.DeepClone());
                break;
            case JsonObject map:
                foreach (var value in map.Select(pair => pair.Value).OfType<JsonNode>().ToArray())
                    WriteOut(value, root);
                break;
            case JsonArray list:
                foreach (var item in list.OfType<JsonNode>())
                    WriteOut(item, root);
                break;
        }
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node, Dictionary<string, string> documentation)
    {
        // Of a type with a converter the exporter knows nothing, and allows everything.
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var schema = SettingsJson.IsParsable(type) ? new() { ["type"] = "string" } : node as JsonObject;
        if (schema is null)
            return node;
        WithoutNull(schema, "type");
        WithoutNull(schema, "enum");
        if (type == typeof(DateOnly))
            schema["format"] = "date";
        if (context.PropertyInfo is not { AttributeProvider: PropertyInfo property })
            return Described(schema, documentation.GetValueOrDefault($"T:{context.TypeInfo.Type.FullName}"));
        if (context.TypeInfo.Type != context.PropertyInfo.PropertyType)
            return schema;

        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            Constrain(schema, rule);
        if (property.Name == nameof(EnvironmentSettings.Skip))
            schema["items"] = new JsonObject { ["enum"] = new JsonArray([.. ClusterLabels.Skippable.Select(name => JsonValue.Create(name))]) };
        return Described(schema, documentation.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}"));
    }

    private static void Constrain(JsonObject schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case RegularExpressionAttribute form:
                schema["pattern"] = form.Pattern;
                break;
            case StringLengthAttribute length:
                schema["maxLength"] = length.MaximumLength;
                break;
            case RangeAttribute range:
                schema["minimum"] = (int)range.Minimum;
                schema["maximum"] = (int)range.Maximum;
                break;
            case AllowedValuesAttribute allowed:
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonValue.Create((int)value!))]);
                break;
            case MinLengthAttribute least:
                schema[IsText(schema) ? "minLength" : "minItems"] = least.Length;
                break;
            case MaxLengthAttribute most:
                schema["maxItems"] = most.Length;
                break;
        }
    }

    // What is not set is left out: the reader refuses an empty value.
    private static void WithoutNull(JsonObject schema, string key)
    {
        if (schema[key] is not JsonArray choices)
            return;
        var rest = choices.Where(choice => choice is not null && !(choice.GetValueKind() == JsonValueKind.String && (string?)choice == "null")).ToArray();
        schema[key] = rest is [var only] && key == "type" ? only!.DeepClone() : new JsonArray([.. rest.Select(choice => choice!.DeepClone())]);
    }

    private static bool IsText(JsonObject schema) => schema["type"] is JsonValue type && (string?)type == "string";

    // The description comes first, where a reader of the file expects it.
    private static JsonObject Described(JsonObject schema, string? text)
    {
        schema.Remove("description");
        if (text is not null)
            schema.Insert(0, "description", text);
        return schema;
    }

    private static string Sentence(XElement? summary) => string.Join(' ', string.Concat((summary?.Nodes() ?? []).Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.')[^1] is var name
            ? JsonNamingPolicy.CamelCase.ConvertName(name)
            : "",
        XElement element => element.Value,
        _ => "",
    })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
