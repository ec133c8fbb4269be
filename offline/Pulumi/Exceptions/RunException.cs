namespace Pulumi;

/// <summary>Ends the program with a message for its operator: the message is shown without a stack trace.</summary>
public class RunException : Exception
{
    /// <summary>Ends the program with a message.</summary>
    public RunException(string message)
        : base(message)
    {
    }

    /// <summary>Ends the program with a message that another exception led to.</summary>
    public RunException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says that properties marked as outputs are none.</summary>
    public static RunException OutputsHaveIncorrectType(IEnumerable<string> outputAttributeNames) => new(
        $"Output(s) '{string.Join(", ", outputAttributeNames)}' have incorrect type. " +
        "[Output] attributed properties must be instances of Output<T>.");
}
