using System.Text.Json;

namespace K8tre.Offline.Bindings.Schema;

/// <summary>One file of <c>offline/schemas</c>: the closure of a provider's resources and functions.</summary>
internal sealed record PackageSchema
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new SchemaTypeConverter() } };

    /// <summary>Version of the provider plugin, exact.</summary>
    public required string Version { get; init; }

    /// <summary>URL from which the engine downloads the plugin. Default: Pulumi's registry.</summary>
    public string? PluginDownloadUrl { get; init; }

    public required ResourceSchema Provider { get; init; }

    /// <summary>Resources by type token.</summary>
    public required IReadOnlyDictionary<string, ResourceSchema> Resources { get; init; }

    /// <summary>Functions by token.</summary>
    public required IReadOnlyDictionary<string, FunctionSchema> Functions { get; init; }

    /// <summary>Object types of inputs, by the dotted name that they have in TypeScript.</summary>
    public required IReadOnlyDictionary<string, ObjectSchema> Inputs { get; init; }

    /// <summary>Object types of outputs and results, by the dotted name that they have in TypeScript.</summary>
    public required IReadOnlyDictionary<string, ObjectSchema> Outputs { get; init; }

    /// <summary>Enumerations by the dotted name that they have in TypeScript.</summary>
    public required IReadOnlyDictionary<string, EnumSchema> Enums { get; init; }

    public static PackageSchema Read(string file) =>
        JsonSerializer.Deserialize<PackageSchema>(File.ReadAllBytes(file), Json)
        ?? throw new InvalidDataException($"{file} holds no schema");
}
