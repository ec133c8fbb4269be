using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Properties;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>A resource as the state of a stack keeps it.</summary>
internal sealed record DeployedResource
{
    /// <summary>Its unique name.</summary>
    public required string Urn { get; init; }

    /// <summary>Its type token.</summary>
    public required string Type { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The inputs it was last deployed with, without marks of secrets.</summary>
    public required Struct Inputs { get; init; }

    /// <summary>URNs of what it depends on: by its options, by its inputs, as its parent or its provider.</summary>
    public required IReadOnlySet<string> DependsOn { get; init; }

    /// <summary>URNs of what its triggers depend on: it can't stay when one of those is deleted before it is replaced.</summary>
    public required IReadOnlySet<string> TriggeredBy { get; init; }

    /// <summary>How the engine treats it.</summary>
    public required PlanOptions Options { get; init; }

    /// <summary>Its id; a new one when it was replaced.</summary>
    public string Id { get; init; } = "";

    /// <summary>What the program was answered.</summary>
    public Struct Outputs { get; init; } = new();

    /// <summary>How often it was replaced.</summary>
    public int Generation { get; init; }

    /// <summary>The host that a remote command is for; null for other resources.</summary>
    public string? Host => Inputs.Fields.TryGetValue("connection", out var connection)
        && connection.StructValue?.Fields.TryGetValue("host", out var host) is true ? host.StringValue : null;

    /// <summary>What a program asks for now.</summary>
    /// <param name="request">The registration.</param>
    /// <param name="urn">Its unique name.</param>
    /// <param name="options">How the engine is to treat it.</param>
    /// <param name="old">What is deployed, whose inputs stay where changes are to be ignored.</param>
    public static DeployedResource Wanted(RegisterResourceRequest request, string urn, PlanOptions options, DeployedResource? old)
    {
        var inputs = ProviderView.WithoutSecrets(ProviderView.From(request.Object));
        foreach (var property in options.IgnoreChanges.Select(Property))
        {
            if (old is null)
                break;
            if (old.Inputs.Fields.TryGetValue(property, out var value))
                inputs.Fields[property] = value;
            else
                inputs.Fields.Remove(property);
        }

        string?[] others = [request.Parent, ProviderReference.ToUrn(request.Provider), options.DeletedWith];
        return new()
        {
            Urn = urn,
            Type = request.Type,
            Name = request.Name,
            Inputs = inputs,
            DependsOn = request.Dependencies
                .Concat(request.PropertyDependencies.Values.SelectMany(property => property.Urns))
                .Concat(others.OfType<string>()).ToHashSet(),
            TriggeredBy = request.PropertyDependencies.TryGetValue("triggers", out var triggers) ? triggers.Urns.ToHashSet() : [],
            Options = options,
            Generation = old?.Generation ?? 0,
        };
    }

    /// <summary>The top-level input properties in which two states differ.</summary>
    public IReadOnlyList<string> ChangesSince(DeployedResource old) =>
    [
        .. Inputs.Fields.Keys.Union(old.Inputs.Fields.Keys).Where(key =>
            !Inputs.Fields.TryGetValue(key, out var value) || !old.Inputs.Fields.TryGetValue(key, out var before) || !IsSame(value, before)),
    ];

    /// <summary>Whether a change of these properties needs a new resource in the place of the old one.</summary>
    public bool IsReplacedBy(IReadOnlyList<string> changes) => changes.Any(property =>
        Options.ReplaceOnChanges.Any(path => path == "*" || Property(path) == property) || Type.Split(':')[0] switch
        {
            "command" => property == "triggers",
            // A value that was drawn is kept until what it was drawn for changes.
            "random" or "tls" => true,
            _ => false,
        });

    // A file is what it holds, wherever it lies: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/asset/asset.go
    private static bool IsSame(Value value, Value before) => Hash(value) is { } hash ? hash == Hash(before) : value.Equals(before);

    private static string? Hash(Value value) => value.StructValue?.Fields.TryGetValue("hash", out var hash) is true ? hash.StringValue : null;

    // The first property of a path such as `triggers[0].x`.
    private static string Property(string path) => path.Split('.', '[')[0];
}
