namespace Pulumi.Automation.Exceptions;

/// <summary>The engine did not send an event that its protocol requires.</summary>
public class MissingExpectedEventException : Exception
{
    internal MissingExpectedEventException(string name, string message)
        : base(message)
        => Name = name;

    /// <summary>Name of the exception.</summary>
    public string Name { get; }
}
