using Pulumi.Random;

namespace K8tre.Components.GitOps.Sources;

/// <summary>What a key of a source secret holds.</summary>
internal abstract record SourceValue
{
    private SourceValue()
    {
    }

    /// <summary>The value itself, or the random resource that makes it once and keeps it in the state, secret.</summary>
    /// <param name="name">Name of that resource.</param>
    /// <param name="generation">Another text makes another value.</param>
    /// <param name="options">Its options.</param>
    public abstract Input<string> Under(string name, string generation, CustomResourceOptions options);

    private static InputMap<string> Keepers(string generation) => new() { ["generation"] = generation };

    /// <summary>A text that others know: a user name, a database.</summary>
    public sealed record Fixed(string Text) : SourceValue
    {
        public override Input<string> Under(string name, string generation, CustomResourceOptions options) => Text;
    }

    /// <summary>Letters and digits: charts put them into URLs and shell text unquoted.</summary>
    public sealed record Password(int Length) : SourceValue
    {
        public override Input<string> Under(string name, string generation, CustomResourceOptions options) =>
            new RandomPassword(name, new() { Length = Length, Special = false, Keepers = Keepers(generation) }, options).Result;
    }

    /// <summary>Bytes in lower-case hexadecimal, two digits each.</summary>
    public sealed record Hex(int Bytes) : SourceValue
    {
        public override Input<string> Under(string name, string generation, CustomResourceOptions options) =>
            new RandomBytes(name, new() { Length = Bytes, Keepers = Keepers(generation) }, options).Hex;
    }

    /// <summary>An S3 access key as AWS shapes them: <c>AKIA</c> and 16 upper-case letters and digits.</summary>
    public sealed record AccessKey : SourceValue
    {
        public override Input<string> Under(string name, string generation, CustomResourceOptions options) =>
            Output.Format($"AKIA{new RandomPassword(name, new() { Length = 16, Special = false, Lower = false, Keepers = Keepers(generation) }, options).Result}");
    }
}
