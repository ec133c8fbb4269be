namespace Pulumi.Automation.Events;

/// <summary>A message of the engine, a provider or the program.</summary>
public class DiagnosticEvent
{
    internal DiagnosticEvent()
    {
    }

    /// <summary>URN of the resource that the message is about.</summary>
    public string? Urn { get; internal init; }

    /// <summary>Text before the message, such as <c>error: </c>.</summary>
    public string? Prefix { get; internal init; }

    /// <summary>The message.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>Colours of the message.</summary>
    public string Color { get; internal init; } = "";

    /// <summary><c>debug</c>, <c>info</c>, <c>info#err</c>, <c>warning</c> or <c>error</c>.</summary>
    public string Severity { get; internal init; } = "";

    /// <summary>True if no summary repeats the message.</summary>
    public bool? Ephemeral { get; internal init; }
}
