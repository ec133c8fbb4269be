namespace Pulumi.Automation;

/// <summary>States of an operation.</summary>
public enum UpdateState
{
    /// <summary>It has not started.</summary>
    NotStarted,

    /// <summary>It runs.</summary>
    InProgress,

    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,
}
