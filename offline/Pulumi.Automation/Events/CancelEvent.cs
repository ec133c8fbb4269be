namespace Pulumi.Automation.Events;

/// <summary>The engine has ended. No event follows.</summary>
public class CancelEvent
{
    internal CancelEvent()
    {
    }
}
