using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Automation.Conformance;

namespace K8tre.Tests.Conformance.Bindings;

/// <summary>The official types, as conformance/bindings.mjs prints them.</summary>
internal sealed class OfficialTypes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Document _document;

    // The compiler takes seconds and serves every test.
    private static readonly Lazy<Task<OfficialTypes>> Read = new(ReadAsync);

    private OfficialTypes(Document document) => _document = document;

    /// <summary>The resources of a package, by token.</summary>
    public IEnumerable<KeyValuePair<string, Resource>> Resources(string package)
        => _document.Resources.Where(resource => resource.Key.StartsWith($"{package}:", StringComparison.Ordinal));

    /// <summary>The functions of a package, by token.</summary>
    public IEnumerable<KeyValuePair<string, Function>> Functions(string package)
        => _document.Functions.Where(function => function.Key.StartsWith($"{package}:", StringComparison.Ordinal));

    /// <summary>The properties of a nested object.</summary>
    public IReadOnlyDictionary<string, Property> Object(string id) => _document.Types[id];

    /// <summary>Asks the TypeScript compiler, once.</summary>
    public static Task<OfficialTypes> ReadOnceAsync() => Read.Value;

    private static async Task<OfficialTypes> ReadAsync()
    {
        var node = await NodeProcess.RunAsync("node", ["bindings.mjs"], OfficialPackages.Installed.Directory, null, CancellationToken.None);
        Assert.True(node.ExitCode == 0, node.StandardError);
        return new(JsonSerializer.Deserialize<Document>(node.StandardOutput, Json)!);
    }

    /// <summary>A resource class.</summary>
    internal sealed record Resource(IReadOnlyDictionary<string, Property> Inputs, IReadOnlyDictionary<string, Property> Outputs);

    /// <summary>A function; its arguments plain and as inputs, where it has some.</summary>
    internal sealed record Function(
        IReadOnlyDictionary<string, Property>? Args,
        IReadOnlyDictionary<string, Property>? OutputArgs,
        IReadOnlyDictionary<string, Property>? Result);

    /// <summary>A property.</summary>
    /// <param name="Optional">True if the property is optional.</param>
    /// <param name="Type">A text, or an object with <c>constants</c>, <c>array</c>, <c>map</c>, <c>object</c> or <c>union</c>.</param>
    /// <param name="Enumerations">The enumerations it names: their members' names and values.</param>
    internal sealed record Property(bool Optional, JsonNode Type, IReadOnlyList<SortedDictionary<string, JsonNode>> Enumerations);

    private sealed record Document(
        IReadOnlyDictionary<string, Resource> Resources,
        IReadOnlyDictionary<string, Function> Functions,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, Property>> Types);
}
