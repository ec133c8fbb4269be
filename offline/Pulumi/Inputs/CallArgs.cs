namespace Pulumi;

/// <summary>What a method of a resource takes.</summary>
public abstract class CallArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly CallArgs Empty = new None();

    /// <summary>For subclasses.</summary>
    protected CallArgs()
    {
    }

    private sealed class None : CallArgs;
}
