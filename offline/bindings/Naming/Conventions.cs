using System.Text.Json;

namespace K8tre.Offline.Bindings.Naming;

/// <summary>
/// Names and types of a provider's C# SDK that neither its Node SDK nor a rule tells, reviewed by hand, with sources, in
/// <c>conventions/&lt;package&gt;.json</c>. A member is named <c>owner.property</c>: the owner is a type token, or the dotted TypeScript
/// name of a nested type without the ending <c>Args</c> or <c>Response</c>.
/// </summary>
internal sealed record Conventions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Root namespace and assembly name: <c>Pulumi.AzureNative</c>.</summary>
    public required string Namespace { get; init; }

    /// <summary>The dialect of the SDK.</summary>
    public Compatibility Compatibility { get; init; }

    /// <summary>C# spelling of a module's segment where it is not the segment with its first letter upper-cased.</summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>();

    /// <summary>Module of the nested types that TypeScript keeps at the root. Default: the root.</summary>
    public string RootTypes { get; init; } = "";

    /// <summary>C# names of members where they are not the property with its first letter upper-cased.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();

    /// <summary>Members that are <c>double</c>: TypeScript has one number type; all others are <c>int</c>.</summary>
    public HashSet<string> Doubles { get; init; } = [];

    /// <summary>Members that are JSON: <c>any</c> in TypeScript.</summary>
    public HashSet<string> JsonValues { get; init; } = [];

    /// <summary>Secret members of nested types; those of resources are in the schema.</summary>
    public HashSet<string> Secrets { get; init; } = [];

    public static Conventions Read(string file) =>
        JsonSerializer.Deserialize<Conventions>(File.ReadAllBytes(file), Json)
        ?? throw new InvalidDataException($"{file} holds no conventions");
}

/// <summary>The dialects in which Pulumi generates C#.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<Compatibility>))]
internal enum Compatibility
{
    /// <summary>Providers of today.</summary>
    None,

    /// <summary>Bridged Terraform providers: states, and names that tell functions' types apart.</summary>
    TerraformBridge,

    /// <summary>Kubernetes: types in namespaces of their own, optional outputs typed as if they were always there.</summary>
    Kubernetes,
}
