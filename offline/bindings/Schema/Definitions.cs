using System.Text.Json;

namespace K8tre.Offline.Bindings.Schema;

/// <summary>A resource, or the provider itself.</summary>
internal sealed record ResourceSchema
{
    /// <summary>Folder of the resource in the Node SDK: <c>core/v1</c>; empty at the root.</summary>
    public required string Module { get; init; }

    public required string Name { get; init; }

    public string? Doc { get; init; }

    public string? Deprecated { get; init; }

    /// <summary>True for a component, which the provider constructs, not a custom resource.</summary>
    public bool Remote { get; init; }

    public required IReadOnlyDictionary<string, PropertySchema> Inputs { get; init; }

    public required IReadOnlyDictionary<string, PropertySchema> Outputs { get; init; }

    /// <summary>Properties that a lookup accepts; only bridged Terraform providers have them.</summary>
    public IReadOnlyDictionary<string, PropertySchema>? State { get; init; }

    public IReadOnlyList<string> SecretOutputs { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Type tokens that the resource had before.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A provider function.</summary>
internal sealed record FunctionSchema
{
    public required string Module { get; init; }

    public required string Name { get; init; }

    public string? Doc { get; init; }

    public string? Deprecated { get; init; }

    /// <summary>Arguments of the plain form; absent when the function takes none.</summary>
    public IReadOnlyDictionary<string, PropertySchema>? Args { get; init; }

    /// <summary>Arguments of the form that takes inputs.</summary>
    public IReadOnlyDictionary<string, PropertySchema>? OutputArgs { get; init; }

    /// <summary>Properties of the result; absent when the result is a single value.</summary>
    public IReadOnlyDictionary<string, PropertySchema>? Result { get; init; }

    /// <summary>Type of a result that is a single value.</summary>
    public SchemaType? Returns { get; init; }
}

/// <summary>A nested object type.</summary>
internal sealed record ObjectSchema(string? Doc, IReadOnlyDictionary<string, PropertySchema> Properties);

/// <summary>A property of a resource, function or object type.</summary>
internal sealed record PropertySchema
{
    public required SchemaType Type { get; init; }

    public bool Required { get; init; }

    /// <summary>The only value allowed; a resource sets it by itself.</summary>
    public JsonElement? Const { get; init; }

    public JsonElement? Default { get; init; }

    /// <summary>Environment variables that precede <see cref="Default"/>, first one set wins.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    public bool Secret { get; init; }

    /// <summary>True if it is sent as JSON text: the engine keeps a provider's configuration in strings.</summary>
    public bool Json { get; init; }

    public string? Deprecated { get; init; }

    public string? Doc { get; init; }
}

/// <summary>An enumeration of strings or of numbers.</summary>
internal sealed record EnumSchema(IReadOnlyList<EnumMember> Values)
{
    public bool IsNumeric => Values[0].Value.ValueKind == JsonValueKind.Number;
}

/// <summary>A constant of an enumeration.</summary>
internal sealed record EnumMember(string Name, JsonElement Value, string? Deprecated, string? Doc);
