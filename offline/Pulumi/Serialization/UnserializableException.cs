namespace Pulumi.Serialization;

/// <summary>Says that a value can't be an input, as opposed to a value that could not be computed.</summary>
internal sealed class UnserializableException(string message) : InvalidOperationException(message);
