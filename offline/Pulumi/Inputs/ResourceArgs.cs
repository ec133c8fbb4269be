namespace Pulumi;

/// <summary>Arguments of a resource.</summary>
public abstract class ResourceArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly ResourceArgs Empty = new None();

    /// <summary>For subclasses.</summary>
    protected ResourceArgs()
    {
    }

    private sealed class None : ResourceArgs;
}
