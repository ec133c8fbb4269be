namespace Pulumi;

/// <summary>Arguments of a function of a provider.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly InvokeArgs Empty = new None();

    /// <summary>For subclasses.</summary>
    protected InvokeArgs()
    {
    }

    private sealed class None : InvokeArgs;
}
