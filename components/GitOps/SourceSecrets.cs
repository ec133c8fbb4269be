using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps;

/// <summary>Inputs of <see cref="SourceSecrets"/>.</summary>
public sealed record SourceSecretsArgs
{
    /// <summary>Where they go. Default: Secrets in the cluster of the inherited provider.</summary>
    public ISecretStore Store { get; init; } = new KubernetesSecretStore();

    /// <summary>Applications that are left out: secrets that they alone read are not made. Default: none.</summary>
    public IReadOnlyCollection<string> Skip { get; init; } = [];

    /// <summary>Generations of secrets by name: another text makes other values. Default: <c>1</c>.</summary>
    /// <exception cref="ArgumentException">There is no such secret.</exception>
    public IReadOnlyDictionary<string, string> Generations
    {
        get;
        init => field = value.Keys.Except(SourceSecret.All.Select(secret => secret.Name)).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"there is no secret {unknown}", nameof(Generations))
            : value;
    } = new Dictionary<string, string>();

    /// <summary>Values that the site has, by secret and key, instead of generated ones. Default: none.</summary>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public IReadOnlyDictionary<(string Secret, string Key), Input<string>> Supplied
    {
        get;
        init => field = value.Keys.Except(SourceSecret.All.SelectMany(secret => secret.KeyNames.Select(key => (secret.Name, key)))).FirstOrDefault()
            is { Item1: not null } unknown
            ? throw new ArgumentException($"there is no key {unknown.Item2} of a secret {unknown.Item1}", nameof(Supplied))
            : value;
    } = new Dictionary<(string, string), Input<string>>();
}

/// <summary>
/// The secrets that K8TRE's ExternalSecrets copy from. Passwords, tokens and keys are generated here, or supplied, and are nowhere but in the
/// state, encrypted, and in the store.
/// </summary>
public sealed class SourceSecrets : ComponentResource
{
    /// <summary>Generates the values and writes them to the store.</summary>
    public SourceSecrets(string name, SourceSecretsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:SourceSecrets", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var needed = SourceSecret.All
            .Where(source => source.OnlyFor is null || !args.Skip.Contains(source.OnlyFor))
            .ToDictionary(source => source.Name, source => Values(name, args, source, inside));
        Store = Output.All(args.Store.Write(name, needed, inside)).Apply(_ => args.Store.Label);
        Provider = args.Store.Provider;

        RegisterOutputs();
    }

    /// <summary>The store's name in the label <see cref="ClusterLabels.SecretStore"/>. Known once all secrets are there.</summary>
    [Output("store")]
    public Output<string> Store { get; private set; }

    /// <summary>What the store's object has for a provider, JSON. Null: what K8TRE's overlay says.</summary>
    public Output<string>? Provider { get; }

    // The whole map is secret, user names too: what a key is worth to an attacker is not for a table to decide.
    private static InputMap<string> Values(string name, SourceSecretsArgs args, SourceSecret source, CustomResourceOptions options)
    {
        var generation = args.Generations.GetValueOrDefault(source.Name, "1");
        var values = new InputMap<string>();
        foreach (var (key, value) in source.Keys)
        {
            var given = args.Supplied.GetValueOrDefault((source.Name, key)) ?? value.Under($"{name}-{source.Name}-{key}", generation, options);
            values.Add(key, Output.CreateSecret(given.ToOutput()));
        }
        return values;
    }
}
