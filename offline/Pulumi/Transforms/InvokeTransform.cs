using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Called back by the engine for a function that is about to be called; may change its arguments and options.</summary>
/// <returns>The new arguments and options, or nothing to leave them as they are.</returns>
public delegate Task<InvokeTransformResult?> InvokeTransform(InvokeTransformArgs args, CancellationToken cancellationToken = default);

/// <summary>A function that is about to be called.</summary>
public readonly struct InvokeTransformArgs
{
    /// <summary>Describes a call.</summary>
    public InvokeTransformArgs(string token, ImmutableDictionary<string, object?> args, InvokeOptions options)
    {
        Token = token;
        Args = args;
        Options = options;
    }

    /// <summary>The token of the function.</summary>
    public string Token { get; }

    /// <summary>The arguments by the names that the engine knows.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>The options.</summary>
    public InvokeOptions Options { get; }
}

/// <summary>Result of a transform of a call.</summary>
public readonly struct InvokeTransformResult
{
    /// <summary>Gives arguments and options, changed or not.</summary>
    public InvokeTransformResult(ImmutableDictionary<string, object?> args, InvokeOptions options)
    {
        Args = args;
        Options = options;
    }

    /// <summary>The arguments by the names that the engine knows.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>The options.</summary>
    public InvokeOptions Options { get; }
}
