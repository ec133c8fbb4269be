using System.Text.Json;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;
using Pulumi.Aws.Ssm;

namespace K8tre.Components.Aws.Keys;

/// <summary>
/// Secret store in Systems Manager Parameter Store: a parameter with a JSON object for each secret, encrypted with a customer managed key.
/// </summary>
/// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/secret-store/aws</remarks>
public sealed class ParameterStore : ISecretStore
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>ARN of the KMS key.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>
    /// Prefix of the parameters' names: letters, digits, dots, dashes and underscores, such as the cluster's name. Default: none, as in
    /// K8TRE's own store, so that the account has room for one environment in the region.
    /// </summary>
    /// <exception cref="ArgumentException">The prefix is empty, or contains another character.</exception>
    public string? Prefix
    {
        get;
        init => field = value is null || (value.Length > 0 && value.All(IsPartOfName))
            ? value
            : throw new ArgumentException(
                $"\"{value}\" cannot be the prefix of a parameter's name; supply letters, digits, dots, dashes and underscores",
                nameof(Prefix));
    }

    /// <inheritdoc/>
    public string Label => "aws";

    /// <summary>
    /// Settings that K8TRE's own store lacks, if there is a prefix. Null: K8TRE's own store is sufficient.
    /// https://external-secrets.io/v2.0.0/provider/aws-access/
    /// </summary>
    public Output<string>? Provider => Prefix is null
        ? null
        : Output.Create(JsonSerializer.Serialize(new { aws = new { prefix = Path, region = Scope.Region, service = "ParameterStore" } }));

    private string Path => Prefix is null ? "" : $"/{Prefix}/";

    /// <summary>Returns the name of a secret's parameter in ARNs.</summary>
    public string NameInArns(string secret) => $"{Path}{secret}".TrimStart('/');

    /// <inheritdoc/>
    public IReadOnlyList<Resource> Write(
        string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options) =>
    [
        .. secrets.Select(secret => new Parameter($"{name}-{secret.Key}", new()
        {
            Name = $"{Path}{secret.Key}",
            Type = ParameterType.SecureString,
            KeyId = Key,
            Tier = "Standard",
            // Sorted by name, so that each run writes the same text.
            Value = Output.CreateSecret(secret.Value.Apply(values =>
                JsonSerializer.Serialize(new SortedDictionary<string, string>(values, StringComparer.Ordinal)))),
        }, options)),
    ];

    private static bool IsPartOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_';
}
