namespace Pulumi;

/// <summary>Says that a message could not be handed to the engine.</summary>
public class LogException : Exception
{
    /// <summary>Says why it could not.</summary>
    public LogException(Exception exception)
        : base("Error occurred during logging: " + exception.Message, exception)
    {
    }
}
