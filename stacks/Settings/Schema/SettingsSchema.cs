using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Schema;

/// <summary>JSON Schema of a stack's file. Editors complete and check <c>Pulumi.*.yaml</c> with it.</summary>
/// <remarks>Each settings type is defined once, under <c>$defs</c>. A type that inherits settings refers to their definitions.</remarks>
public static class SettingsSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Generates the schema's text, JSON Schema 2020-12.</summary>
    /// <exception cref="FileNotFoundException">The documentation file that the compiler writes beside the assembly is missing.</exception>
    public static string Generate()
    {
        var documentation = new SettingsDocumentation();
        var platform = new SettingsType(typeof(PlatformSettings));
        var settings = new JsonObject { [ConfigKeys.PlatformPath] = Reference(platform) };
        foreach (var secret in SecretSetting.All)
            settings.Add(secret.Path, Secret(secret));
        var definitions = new JsonObject { ["encrypted"] = Encrypted() };
        foreach (var type in platform.WithNested())
            definitions.Add(type.Name, Definition(type, documentation));

        return new JsonObject
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
            ["$defs"] = definitions,
        }.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Definition(SettingsType type, SettingsDocumentation documentation)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var setting in type.Settings)
        {
            properties.Add(setting.Key, setting.DeclaredBy == type
                ? Property(setting, documentation)
                : new JsonObject { ["$ref"] = $"#/$defs/{setting.DeclaredBy.Name}/properties/{setting.Key}" });
            if (setting.Property.IsRequired)
                required.Add(setting.Key);
        }
        var definition = new JsonObject
        {
            ["description"] = documentation.Summary(type.Type),
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Count > 0)
            definition.Insert(3, "required", required);
        return definition;
    }

    private static JsonObject Property(Setting setting, SettingsDocumentation documentation)
    {
        var schema = new JsonObject { ["description"] = documentation.Summary(setting.Member) };
        var value = setting.Nested is { } nested ? Reference(nested)
            : setting.Choices is { } choices ? new() { ["enum"] = new JsonArray([.. choices]) }
            : Plain(setting.ValueType);
        if (setting.IsList)
            (schema["type"], schema["items"]) = ("array", value);
        else
            Add(schema, value);
        foreach (var rule in setting.Member.GetCustomAttributes<ValidationAttribute>())
            Constrain(schema, rule);
        if (setting.Default is { } known)
            schema["default"] = known;
        return schema;
    }

    private static JsonObject Plain(Type type) =>
        type == typeof(int) ? new() { ["type"] = "integer" }
        : type == typeof(bool) ? new() { ["type"] = "boolean" }
        : type == typeof(AgentShare) ? new()
        {
            ["type"] = new JsonArray("integer", "string"),
            ["minimum"] = 1,
            ["maximum"] = 50,
            ["pattern"] = "^([1-9]|[1-4][0-9]|50|([1-9][0-9]?|100)%)$",
        }
        : type == typeof(DateOnly) ? new() { ["type"] = "string", ["format"] = "date" }
        : new() { ["type"] = "string" };

    private static void Constrain(JsonObject schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case RegularExpressionAttribute format:
                schema["pattern"] = format.Pattern;
                break;
            case StringLengthAttribute length:
                schema["maxLength"] = length.MaximumLength;
                break;
            case RangeAttribute range:
                (schema["minimum"], schema["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
                break;
            case MinLengthAttribute least:
                schema[schema.ContainsKey("items") ? "minItems" : "minLength"] = least.Length;
                break;
        }
    }

    private static JsonObject Reference(SettingsType type) => Reference(type.Name);

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Secret(SecretSetting secret)
    {
        var schema = new JsonObject { ["description"] = $"{secret.Description}. {secret.RequiredIf}." };
        var value = secret.Name switch
        {
            ConfigKeys.RegistryCredentials => Map(new()
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["username"] = Plain(typeof(string)), ["password"] = Reference("encrypted") },
                ["required"] = new JsonArray("username", "password"),
                ["additionalProperties"] = false,
            }),
            ConfigKeys.GatewayCertificates => Map(Reference("encrypted")),
            _ => Reference("encrypted"),
        };
        Add(schema, value);
        return schema;
    }

    private static void Add(JsonObject schema, JsonObject members)
    {
        foreach (var (key, value) in members)
            schema.Add(key, value?.DeepClone());
    }

    private static JsonObject Map(JsonObject values) => new() { ["type"] = "object", ["additionalProperties"] = values };

    // The form that `pulumi config set --secret` writes.
    private static JsonObject Encrypted() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["secure"] = Plain(typeof(string)) },
        ["required"] = new JsonArray("secure"),
        ["additionalProperties"] = false,
    };
}
