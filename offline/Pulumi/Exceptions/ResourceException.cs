namespace Pulumi;

/// <summary>Ends the program because of one resource, which the message is shown with.</summary>
public class ResourceException : Exception
{
    /// <summary>Ends the program because of a resource.</summary>
    /// <param name="message">The message for the operator.</param>
    /// <param name="resource">The resource, where there is one.</param>
    /// <param name="hideStack">True if the message is shown without the stack trace.</param>
    public ResourceException(string message, Resource? resource, bool hideStack = false)
        : base(message)
    {
        Resource = resource;
        HideStack = hideStack;
    }

    internal Resource? Resource { get; }

    internal bool HideStack { get; }
}
