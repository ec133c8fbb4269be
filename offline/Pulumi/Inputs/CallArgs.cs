namespace Pulumi;

/// <summary>Arguments of a method of a resource.</summary>
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
