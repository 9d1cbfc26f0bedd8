# Completion of pmon's command lines for fish. Load it with: pmon completion fish | source
function __pmon_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete -- $words[2..-1] "$current" 2>/dev/null)
        if not string match -q ':*' -- $line
            echo $line
            continue
        end
        # What stands in front of a value, as in --log=FILE, belongs to the word.
        set -l asked (string split -m 1 \t -- $line) ''
        set -l stem (string sub -l (math (string length -- "$current") - (string length -- "$asked[2]")) -- "$current")
        switch $asked[1]
            case :files
                printf '%s\n' $stem(__fish_complete_path "$asked[2]")
            case :directories
                printf '%s\n' $stem(__fish_complete_directories "$asked[2]" '')
            case :users
                printf '%s\n' $stem(__fish_complete_users)
        end
    end
end
complete -c pmon -f -a '(__pmon_complete)'
complete -c pmon3 -f -a '(__pmon_complete)'
