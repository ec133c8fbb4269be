using Pulumi.Random;

namespace K8tre.Components.GitOps.Sources;

/// <summary>
/// Source secrets, which K8TRE's ExternalSecrets copy into the cluster. Their passwords, tokens and keys are generated or supplied, and
/// exist only in the store and, encrypted, in the state.
/// </summary>
public sealed class SourceSecrets : ComponentResource
{
    private readonly string _name;
    private readonly SourceSecretsArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Generates the values and writes them to the store.</summary>
    public SourceSecrets(string name, SourceSecretsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:SourceSecrets", name, options)
    {
        (_name, _args, _inside) = (name, args, new() { Parent = this });
        var needed = (args.HasVolumeKey ? SourceSecret.WithVolumeKey : SourceSecret.All)
            .Where(secret => secret.OnlyFor is null || !args.Skip.Contains(secret.OnlyFor))
            .ToDictionary(secret => secret.Name, CreateValues);
        _ = args.Store.Write(name, needed, _inside);
        Provider = args.Store.Provider;

        RegisterOutputs();
    }

    /// <summary>Provider of the ClusterSecretStore as JSON. Null: the one of K8TRE's overlay.</summary>
    public Output<string>? Provider { get; }

    // All values are secret, including user names: their value to an attacker is not decided here.
    private InputMap<string> CreateValues(SourceSecret secret)
    {
        var values = new InputMap<string>();
        foreach (var (key, value) in secret.Keys)
        {
            var input = _args.Supplied.GetValueOrDefault((secret.Name, key)) ?? CreateValue(secret, key, value);
            values.Add(key, Output.CreateSecret(input.ToOutput()));
        }
        return values;
    }

    // The state keeps random values, so that they are generated once in each generation.
    private Input<string> CreateValue(SourceSecret secret, string key, SourceValue value)
    {
        var name = $"{_name}-{secret.Name}-{key}";
        var keepers = new InputMap<string> { ["generation"] = _args.Generations.GetValueOrDefault(secret.Name, "1") };
        switch (value)
        {
            case SourceValue.Fixed { Text: var text }:
                return text;
            case SourceValue.Password { Length: var length }:
                return new RandomPassword(name, new() { Length = length, Special = false, Keepers = keepers }, _inside).Result;
            case SourceValue.Hex { Bytes: var bytes }:
                return new RandomBytes(name, new() { Length = bytes, Keepers = keepers }, _inside).Hex;
            case SourceValue.AccessKey:
                var random = new RandomPassword(name, new() { Length = 16, Special = false, Lower = false, Keepers = keepers }, _inside);
                return Output.Format($"AKIA{random.Result}");
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value, "this kind of value is unknown");
        }
    }
}
