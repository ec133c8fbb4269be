using System.Collections.Immutable;

namespace Pulumi.Automation.Events;

/// <summary>The start of a run.</summary>
public class PreludeEvent
{
    internal PreludeEvent()
    {
    }

    /// <summary>Configuration of the stack. Secrets are masked.</summary>
    public IImmutableDictionary<string, string> Config { get; internal init; } = null!;
}
