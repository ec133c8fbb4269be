namespace K8tre.Stacks.Settings.Reading;

/// <summary>Hint for keys that a settings type does not have, but an operator may expect.</summary>
/// <param name="hint">The change that solves the problem.</param>
/// <param name="keys">The keys.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
internal sealed class UnknownKeyAttribute(string hint, params string[] keys) : Attribute
{
    /// <summary>The change that solves the problem.</summary>
    public string Hint { get; } = hint;

    /// <summary>The keys.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;
}
