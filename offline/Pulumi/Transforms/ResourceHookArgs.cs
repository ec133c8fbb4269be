using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The operation that a hook is called for. What does not apply to it (old values when creating) is null.</summary>
public class ResourceHookArgs
{
    /// <summary>Describes an operation.</summary>
    public ResourceHookArgs(
        string urn,
        string id,
        string name,
        string type,
        ImmutableDictionary<string, object?>? newInputs = null,
        ImmutableDictionary<string, object?>? oldInputs = null,
        ImmutableDictionary<string, object?>? newOutputs = null,
        ImmutableDictionary<string, object?>? oldOutputs = null)
    {
        Urn = urn;
        Id = id;
        Name = name;
        Type = type;
        NewInputs = newInputs;
        OldInputs = oldInputs;
        NewOutputs = newOutputs;
        OldOutputs = oldOutputs;
    }

    /// <summary>The URN of the resource.</summary>
    public string Urn { get; }

    /// <summary>Its id; empty while it has none.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type token.</summary>
    public string Type { get; }

    /// <summary>The inputs it gets.</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; }

    /// <summary>The inputs it had.</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; }

    /// <summary>The outputs it has got.</summary>
    public ImmutableDictionary<string, object?>? NewOutputs { get; }

    /// <summary>The outputs it had.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; }
}

/// <summary>The operation that failed.</summary>
public class ErrorHookArgs
{
    /// <summary>Describes a failed operation.</summary>
    public ErrorHookArgs(
        string urn,
        string id,
        string name,
        string type,
        ImmutableDictionary<string, object?>? newInputs = null,
        ImmutableDictionary<string, object?>? oldInputs = null,
        ImmutableDictionary<string, object?>? oldOutputs = null,
        string failedOperation = "",
        IReadOnlyList<string>? errors = null)
    {
        Urn = urn;
        Id = id;
        Name = name;
        Type = type;
        NewInputs = newInputs;
        OldInputs = oldInputs;
        OldOutputs = oldOutputs;
        FailedOperation = failedOperation;
        Errors = errors ?? [];
    }

    /// <summary>The URN of the resource.</summary>
    public string Urn { get; }

    /// <summary>Its id; empty while it has none.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type token.</summary>
    public string Type { get; }

    /// <summary>The inputs it gets.</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; }

    /// <summary>The inputs it had.</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; }

    /// <summary>The outputs it had.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; }

    /// <summary>Operation that failed: create, update or delete.</summary>
    public string FailedOperation { get; }

    /// <summary>The errors so far, the newest first.</summary>
    public IReadOnlyList<string> Errors { get; }
}
