using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Properties;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>Resource in the state of a stack.</summary>
internal sealed record DeployedResource
{
    /// <summary>URN.</summary>
    public required string Urn { get; init; }

    /// <summary>Type token.</summary>
    public required string Type { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Inputs of the last deployment, without secret markers.</summary>
    public required Struct Inputs { get; init; }

    /// <summary>URNs of its dependencies: by options, by inputs, its parent and its provider.</summary>
    public required IReadOnlySet<string> DependsOn { get; init; }

    /// <summary>URNs of the resources that its triggers depend on. It is deleted if they are deleted before their replacement.</summary>
    public required IReadOnlySet<string> TriggeredBy { get; init; }

    /// <summary>Options of the resource.</summary>
    public required PlanOptions Options { get; init; }

    /// <summary>Id. A replacement has a new one.</summary>
    public string Id { get; init; } = "";

    /// <summary>Outputs.</summary>
    public Struct Outputs { get; init; } = new();

    /// <summary>Number of replacements.</summary>
    public int Generation { get; init; }

    /// <summary>Host of a remote command. Null: the resource is not remote.</summary>
    public string? Host => Inputs.Fields.TryGetValue("connection", out var connection)
        && connection.StructValue?.Fields.TryGetValue("host", out var host) is true ? host.StringValue : null;

    /// <summary>Returns the resource that a program registers.</summary>
    /// <param name="request">Request of the registration.</param>
    /// <param name="urn">URN of the resource.</param>
    /// <param name="options">Options of the resource.</param>
    /// <param name="old">Deployed resource, whose inputs are kept if their changes are ignored.</param>
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

    /// <summary>Returns the top-level input properties that differ from those of another state.</summary>
    public IReadOnlyList<string> ChangesSince(DeployedResource old) =>
    [
        .. Inputs.Fields.Keys.Union(old.Inputs.Fields.Keys).Where(key =>
            !Inputs.Fields.TryGetValue(key, out var value)
            || !old.Inputs.Fields.TryGetValue(key, out var before)
            || !IsSame(value, before)),
    ];

    /// <summary>Returns true if a change of these properties replaces the resource.</summary>
    public bool IsReplacedBy(IReadOnlyList<string> changes) => changes.Any(property =>
        Options.ReplaceOnChanges.Any(path => path == "*" || Property(path) == property) || Type.Split(':')[0] switch
        {
            "command" => property == "triggers",
            // A random value is kept until its keepers change.
            "random" or "tls" => true,
            _ => false,
        });

    // Files with the same content are equal, whatever their paths:
    // https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/asset/asset.go
    private static bool IsSame(Value value, Value before) => Hash(value) is { } hash ? hash == Hash(before) : value.Equals(before);

    private static string? Hash(Value value) =>
        value.StructValue?.Fields.TryGetValue("hash", out var hash) is true ? hash.StringValue : null;

    // First property of a path such as `triggers[0].x`.
    private static string Property(string path) => path.Split('.', '[')[0];
}
