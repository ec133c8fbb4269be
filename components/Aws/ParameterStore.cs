using System.Text.Json;
using K8tre.Components.Clusters;
using Pulumi.Aws.Ssm;

namespace K8tre.Components.Aws;

/// <summary>Parameters of Systems Manager, one JSON object each, which a key of ours encrypts.</summary>
/// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/secret-store/aws</remarks>
public sealed class ParameterStore : ISecretStore
{
    /// <summary>Where they go.</summary>
    public required AwsSite Site { get; init; }

    /// <summary>ARN of the key.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>
    /// What their names begin with, of letters, digits, dots, dashes and underscores, like the cluster's name. Default: nothing, as K8TRE's own
    /// store has it, which leaves room for one environment in the account and the region.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty, or has another character.</exception>
    public string? Prefix
    {
        get;
        init => field = value is null || (value.Length > 0 && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'))
            ? value
            : throw new ArgumentException($"\"{value}\" cannot begin the name of a parameter; write letters, digits, dots, dashes and underscores", nameof(Prefix));
    }

    /// <inheritdoc/>
    public string Label => "aws";

    /// <summary>K8TRE's own store, and with a prefix what it lacks: https://external-secrets.io/v2.0.0/provider/aws-access/</summary>
    public Output<string>? Provider => Prefix is null
        ? null
        : Output.Create(JsonSerializer.Serialize(new { aws = new { prefix = Path, region = Site.Region, service = "ParameterStore" } }));

    private string Path => Prefix is null ? "" : $"/{Prefix}/";

    /// <summary>The name of a secret's parameter as ARNs have it, so that External Secrets may read this one and no other.</summary>
    public string NameInArns(string secret) => $"{Path}{secret}".TrimStart('/');

    /// <inheritdoc/>
    public IEnumerable<Output<string>> Write(string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options) =>
    [
        .. secrets.Select(secret => new Parameter($"{name}-{secret.Key}", new()
        {
            Name = $"{Path}{secret.Key}",
            Type = ParameterType.SecureString,
            KeyId = Key,
            Tier = "Standard",
            // In the order of their names, or another run would write another text.
            Value = Output.CreateSecret(secret.Value.Apply(values => JsonSerializer.Serialize(new SortedDictionary<string, string>(values, StringComparer.Ordinal)))),
        }, options).Id),
    ];
}
