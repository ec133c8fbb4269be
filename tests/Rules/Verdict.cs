namespace K8tre.Tests.Rules;

/// <summary>What a rule says of a resource; of two, the greater one counts.</summary>
internal enum Verdict
{
    /// <summary>It holds.</summary>
    Pass,

    /// <summary>The plan doesn't show whether it holds: a value is not known yet, or masked. Never taken for a pass.</summary>
    Undetermined,

    /// <summary>It is broken.</summary>
    Fail,
}
