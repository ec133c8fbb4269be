namespace Pulumi;

/// <summary>A file, a text or a collection of them that goes to a resource as a whole.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string signature, string property, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Signature = signature;
        Property = property;
        Value = value;
    }

    /// <summary>Signature by which the engine knows an asset or an archive.</summary>
    internal string Signature { get; }

    /// <summary>The property that the value goes under.</summary>
    internal string Property { get; }

    /// <summary>A text, or the assets of an archive by their names.</summary>
    internal object Value { get; }
}
