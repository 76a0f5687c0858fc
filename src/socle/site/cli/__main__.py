from socle.site.cli import main

main()
