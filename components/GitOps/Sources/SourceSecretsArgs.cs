using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.Sources;

/// <summary>Inputs of <see cref="SourceSecrets"/>.</summary>
public sealed record SourceSecretsArgs
{
    /// <summary>Store of the secrets. Default: Secrets in the cluster of the inherited provider.</summary>
    public ISecretStore Store { get; init; } = new KubernetesSecretStore();

    /// <summary>Applications that are not installed. Secrets that only they read are not created. Default: none.</summary>
    public IReadOnlyCollection<string> Skip { get; init; } = [];

    /// <summary>True if the key of encrypted volumes is created too. Default: false.</summary>
    public bool HasVolumeKey { get; init; }

    /// <summary>Generations of secrets, by name. A new generation generates new values. Default: <c>1</c>.</summary>
    /// <exception cref="ArgumentException">A secret does not exist.</exception>
    public IReadOnlyDictionary<string, string> Generations
    {
        get;
        init => field = value.Keys.Except(SourceSecret.WithVolumeKey.Select(secret => secret.Name)).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"secret {unknown} does not exist", nameof(Generations))
            : value;
    } = new Dictionary<string, string>();

    /// <summary>Values of the organisation, by secret and key, to use instead of generated ones. Default: none.</summary>
    /// <exception cref="ArgumentException">A key does not exist.</exception>
    public IReadOnlyDictionary<(string Secret, string Key), Input<string>> Supplied
    {
        get;
        init => field = value.Keys.Except(AllKeys).FirstOrDefault() is { Secret: not null } unknown
            ? throw new ArgumentException($"secret {unknown.Secret} has no key {unknown.Key}", nameof(Supplied))
            : value;
    } = new Dictionary<(string, string), Input<string>>();

    private static IEnumerable<(string Secret, string Key)> AllKeys =>
        SourceSecret.WithVolumeKey.SelectMany(secret => secret.KeyNames.Select(key => (secret.Name, key)));
}
