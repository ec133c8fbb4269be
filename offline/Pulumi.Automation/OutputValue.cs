namespace Pulumi.Automation;

/// <summary>Value of an output.</summary>
public sealed class OutputValue
{
    internal OutputValue(object value, bool isSecret)
    {
        Value = value;
        IsSecret = isSecret;
    }

    /// <summary>The value: text, number, truth value, array or dictionary.</summary>
    public object Value { get; }

    /// <summary>True if the value is or contains a secret.</summary>
    public bool IsSecret { get; }
}
