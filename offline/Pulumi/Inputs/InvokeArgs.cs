namespace Pulumi;

/// <summary>What a function of a provider takes.</summary>
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
